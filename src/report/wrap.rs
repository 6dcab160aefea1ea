//! Breaks text between words, by its width on the screen: a Hangul syllable takes two columns.

use tabled::grid::util::string::{get_char_width, get_line_width};

/// How many columns a line takes.
pub fn width_of(line: &str) -> usize {
    get_line_width(line)
}

/// The lines of a text in at most `width` columns. Only a word that is longer than a line is broken; nothing is dropped.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            for piece in pieces(word, width) {
                let room = if line.is_empty() { 0 } else { width_of(&line) + 1 };
                if room > 0 && room + width_of(&piece) > width {
                    lines.push(std::mem::take(&mut line));
                } else if room > 0 {
                    line.push(' ');
                }
                line.push_str(&piece);
            }
        }
        lines.push(line);
    }
    lines
}

/// A word in pieces that fit; one piece where it fits as it is.
fn pieces(word: &str, width: usize) -> Vec<String> {
    if width_of(word) <= width {
        return vec![word.to_owned()];
    }
    let mut found = Vec::new();
    let mut piece = String::new();
    for c in word.chars() {
        if width_of(&piece) + get_char_width(c) > width {
            found.push(std::mem::take(&mut piece));
        }
        piece.push(c);
    }
    found.push(piece);
    found
}

/// How wide each column may be so that all fit into `room`: the widest give way first, but not below their longest word where that can be helped.
pub fn fitted(natural: &[usize], longest_word: &[usize], room: usize) -> Vec<usize> {
    let mut widths = natural.to_vec();
    for floor in [longest_word, &vec![4; natural.len()]] {
        while widths.iter().sum::<usize>() > room {
            let shrinkable = widths.iter().enumerate().filter(|(at, width)| **width > floor.get(*at).copied().unwrap_or(4).max(4));
            let Some((at, _)) = shrinkable.max_by_key(|(at, width)| (**width, *at)) else { break };
            if let Some(width) = widths.get_mut(at) {
                *width -= 1;
            }
        }
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::{fitted, width_of, wrapped};

    #[test]
    fn hangul_takes_two_columns_and_nothing_is_dropped() {
        let lines = wrapped("개인정보 보호위원회의 결정", 12);
        assert_eq!(lines, ["개인정보", "보호위원회의", "결정"]);
        assert!(lines.iter().all(|line| width_of(line) <= 12));
        assert_eq!(wrapped("개인정보보호위원회", 6), ["개인정", "보보호", "위원회"]);
        assert_eq!(wrapped("a bb  ccc", 4), ["a bb", "ccc"]);
    }

    #[test]
    fn the_widest_column_gives_way() {
        assert_eq!(fitted(&[10, 40, 10], &[5, 5, 5], 40), [10, 20, 10]);
        assert_eq!(fitted(&[3, 3], &[3, 3], 40), [3, 3]);
    }
}
