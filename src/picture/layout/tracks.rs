//! The vertical parts of arrows: each gutter has tracks for them, and two that meet never share one.

use super::Widths;
use super::items::{Items, Side};

/// Lays the vertical parts of one gutter.
pub fn lay(items: &mut Items, column: usize, widths: &Widths) {
    // What leads back to the same column is settled with the column, the rest with the next one.
    for gutter in [column.checked_sub(1), (column + 1 == items.columns()).then_some(column)].into_iter().flatten() {
        lay_gutter(items, gutter, widths);
    }
}

fn lay_gutter(items: &mut Items, gutter: usize, widths: &Widths) {
    let is_bent = |hop: &super::items::Hop| hop.first_y != hop.second_y || hop.second_side == Side::Behind;
    let mut bent: Vec<usize> =
        (0..items.hops.len()).filter(|hop| items.hops[*hop].gutter == gutter && is_bent(&items.hops[*hop])).collect();
    // Arrows back to the same column lie innermost, short ones first; of arrows down, the lower is further left; of arrows up, the upper.
    bent.sort_by_key(|hop| {
        let hop = &items.hops[*hop];
        let length = (hop.second_y - hop.first_y).abs();
        match (hop.second_side, hop.second_y > hop.first_y) {
            (Side::Behind, _) => (0, length),
            (Side::Before, true) => (1, -hop.first_y),
            (Side::Before, false) => (2, hop.first_y),
        }
    });
    let mut placed: Vec<(i32, i32, i32)> = Vec::new();
    let mut tracks: Vec<(usize, i32)> = Vec::new();
    for at in bent {
        let hop = &items.hops[at];
        let (top, bottom) = (hop.first_y.min(hop.second_y) - 2, hop.first_y.max(hop.second_y) + 2);
        let meeting = placed.iter().filter(|(from, to, _)| *from <= bottom && top <= *to);
        let track = meeting.map(|(.., track)| track + 1).max().unwrap_or(0);
        placed.push((top, bottom, track));
        tracks.push((at, track));
    }
    let count = tracks.iter().map(|(_, track)| track + 1).max().unwrap_or(1);
    for (at, track) in tracks {
        items.hops[at].track = widths.track(gutter) + (track + 1) * widths.tracks / (count + 1);
    }
}
