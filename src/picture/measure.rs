//! How wide text is when drawn, without the font: an estimate on the wide side, so that text fits whatever sans-serif font the
//! reader's machine has.

/// How big and how heavy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Font {
    /// Height of the letters in pixels.
    pub size: i32,
    /// Whether it is bold.
    pub bold: bool,
}

impl Font {
    /// A plain font.
    pub const fn plain(size: i32) -> Font {
        Font { size, bold: false }
    }

    /// A bold font.
    pub const fn bold(size: i32) -> Font {
        Font { size, bold: true }
    }

    /// From one line of text to the next, in pixels.
    pub const fn line(self) -> i32 {
        self.size + 3
    }
}

/// A thousandth of the size of the font.
fn width_of(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 300,
        ' ' | '.' | ',' | ':' | ';' | '!' | 'I' => 340,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '{' | '}' | '-' | '/' | '\\' | '"' | '·' => 420,
        'm' | 'M' | 'W' | '@' | '%' => 980,
        'w' | 'O' | 'Q' | 'G' | '+' | '=' | '<' | '>' | '~' | '&' | '#' => 840,
        'A'..='Z' => 720,
        'a'..='z' | '0'..='9' | '_' | '–' => 640,
        _ if u32::from(c) < 0x250 => 700,
        _ => 1020,
    }
}

/// How wide a text is in pixels, rounded up.
pub fn width(text: &str, font: Font) -> i32 {
    let thousandths: i64 = text.chars().map(|c| i64::from(width_of(c))).sum();
    let heavy = if font.bold { 108 } else { 100 };
    let pixels = (thousandths * i64::from(font.size) * heavy + 99_999) / 100_000;
    i32::try_from(pixels).unwrap_or(i32::MAX)
}

/// A text in lines that fit a width. Lines break at blanks, then behind `, / - _ .`, then anywhere.
pub fn wrapped(text: &str, room: i32, font: Font) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&joined, font) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut parts = pieces(word, room, font);
        line = parts.pop().unwrap_or_default();
        lines.extend(parts);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word in parts that fit.
fn pieces(word: &str, room: i32, font: Font) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    for c in word.chars() {
        part.push(c);
        if width(&part, font) <= room || part.chars().count() == 1 {
            continue;
        }
        part.pop();
        let cut =
            part.char_indices().filter(|(_, c)| matches!(c, '/' | '-' | '_' | '.' | ',')).map(|(at, c)| at + c.len_utf8()).next_back();
        let rest = cut.filter(|cut| *cut * 3 > part.len()).map(|cut| part.split_off(cut)).unwrap_or_default();
        parts.push(std::mem::replace(&mut part, rest));
        part.push(c);
    }
    parts.push(part);
    parts
}

/// At most so many lines; what is cut off ends in `…`.
pub fn capped(mut lines: Vec<String>, most: usize, room: i32, font: Font) -> Vec<String> {
    if lines.len() <= most {
        return lines;
    }
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        while !last.is_empty() && width(&format!("{last}…"), font) > room {
            last.pop();
        }
        last.push('…');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{Font, capped, width, wrapped};

    const FONT: Font = Font::plain(10);

    #[test]
    fn lines_break_at_blanks_and_long_words_anywhere() {
        assert_eq!(wrapped("to the mail service", 70, FONT), ["to the mail", "service"]);
        assert_eq!(wrapped("abcdefghijklmnop", 40, FONT).concat(), "abcdefghijklmnop");
        assert!(wrapped("카카오페이가 보낸 정보", 50, FONT).iter().all(|line| width(line, FONT) <= 52));
        assert_eq!(wrapped("", 50, FONT), Vec::<String>::new());
    }

    #[test]
    fn what_is_cut_off_is_seen_to_be() {
        let lines = capped(wrapped("one two three four five six", 60, FONT), 2, 60, FONT);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…') && width(&lines[1], FONT) <= 60);
    }
}
