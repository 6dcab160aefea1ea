//! Where arrows meet the left side of the items of a column.

use super::SHOULDER;
use super::items::{End, Items};

/// As near as this, an arrow runs straight on.
const STRAIGHT: i32 = 5;
/// As near as this, two level lines would look like one.
const TOO_NEAR: i32 = 4;
/// Between two arrows on the left side of a box.
const STEP: i32 = 12;

impl Items {
    /// Gives every arrow that comes from the gutter on the left its height at the items of a column.
    pub fn connect_left(&mut self, column: usize) {
        let Some(gutter) = column.checked_sub(1) else { return };
        let mut taken: Vec<i32> = self.hops.iter().filter(|hop| hop.gutter == gutter).map(|hop| hop.first_y).collect();
        taken.extend(self.hops.iter().filter(|hop| hop.gutter == gutter && self.is_back(hop.second, gutter)).map(|hop| hop.second_y));
        taken.sort_unstable();
        for item in 0..self.all.len() {
            if self.all[item].column == column && !self.all[item].before.is_empty() {
                self.connect_item(item, &taken);
            }
        }
    }

    fn is_back(&self, item: usize, gutter: usize) -> bool {
        self.all[item].column == gutter
    }

    fn connect_item(&mut self, item: usize, taken: &[i32]) {
        let mut hops = self.all[item].before.clone();
        hops.sort_by_key(|hop| (self.hops[*hop].first_y, *hop));
        let (top, bottom) = (self.all[item].y + SHOULDER, self.all[item].y + self.all[item].height - SHOULDER);
        // What comes from elsewhere arrives in the middle of the box, spread evenly.
        let first_y = |hop: &usize| self.hops[*hop].first_y;
        let outside = |y: i32| y < top || y > bottom;
        let strangers = i32::try_from(hops.iter().filter(|hop| outside(first_y(hop))).count()).unwrap_or(0);
        let mut free = i32::midpoint(top, bottom) - (strangers - 1) * STEP / 2;
        let mut heights: Vec<i32> = Vec::new();
        for hop in &hops {
            let y = first_y(hop);
            if outside(y) {
                heights.push(free.clamp(top, bottom));
                free += STEP;
            } else {
                heights.push(y);
            }
        }
        for at in 1..heights.len() {
            heights[at] = heights[at].max(heights[at - 1] + STEP);
        }
        let mut most = bottom;
        for height in heights.iter_mut().rev() {
            *height = (*height).min(most);
            most = *height - STEP;
        }
        for (hop, height) in hops.iter().zip(heights) {
            let own = self.hops[*hop].first_y;
            let settled = if (height - own).abs() <= STRAIGHT && own >= top - SHOULDER && own <= bottom + SHOULDER {
                own
            } else {
                apart(height, taken)
            };
            self.hops[*hop].second_y = settled;
        }
        self.all[item].before.clone_from(&hops);
        // A way that only passes goes on at the same height.
        if self.all[item].node.is_none()
            && let Some(height) = hops.first().map(|hop| self.hops[*hop].second_y)
        {
            for (next, end) in self.all[item].behind.clone() {
                if end == End::First {
                    self.hops[next].first_y = height;
                }
            }
        }
    }
}

/// A height that is not too near to a level line on the other side of the gutter.
fn apart(height: i32, taken: &[i32]) -> i32 {
    let nearest = taken.iter().min_by_key(|other| (**other - height).abs());
    match nearest {
        Some(other) if (other - height).abs() < TOO_NEAR => {
            if height >= *other {
                other + TOO_NEAR
            } else {
                other - TOO_NEAR
            }
        }
        _ => height,
    }
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn level_lines_keep_apart() {
        assert_eq!([apart(100, &[10, 99]), apart(100, &[102]), apart(100, &[])], [103, 98, 100]);
    }
}
