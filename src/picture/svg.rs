//! Writing SVG: everything that anybody wrote is escaped here, and nowhere else.

use super::measure::Font;
use std::fmt::Write as _;

/// Fonts of the reader's machine, Korean ones among them; nothing is loaded.
const FONTS: &str = "system-ui, 'Segoe UI', 'Helvetica Neue', 'Noto Sans', 'Noto Sans KR', 'Noto Sans CJK KR', 'Apple SD Gothic Neo', 'Malgun Gothic', 'NanumGothic', 'DejaVu Sans', sans-serif";

/// A picture that is being written.
#[derive(Debug, Default)]
pub struct Svg {
    text: String,
}

/// One look: the class by which a style sheet can change it, and the attributes for programs that know no style sheets.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    /// The class.
    pub class: &'static str,
    /// Fill colour.
    pub fill: &'static str,
    /// Line colour.
    pub stroke: &'static str,
    /// Dashes and gaps in pixels; empty for a whole line.
    pub dashes: &'static str,
}

impl Svg {
    /// Begins a picture of this size. `id` keeps several pictures of one page apart.
    pub fn new(id: &str, width: i32, height: i32, title: &str, description: &str, style: Option<&str>) -> Svg {
        let mut svg = Svg::default();
        let id = escaped(id);
        let _ = writeln!(
            svg.text,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"flowlaw-picture\" role=\"img\" aria-labelledby=\"{id}-title {id}-description\" \
             width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\">"
        );
        let _ = writeln!(svg.text, "<title id=\"{id}-title\">{}</title>", escaped(title));
        let _ = writeln!(svg.text, "<desc id=\"{id}-description\">{}</desc>", escaped(description));
        if let Some(style) = style {
            let _ = writeln!(svg.text, "<style>{style}</style>");
        }
        svg
    }

    /// Begins a group with a title that shows when somebody points at it. `faint` for what is not there in this telling.
    pub fn open(&mut self, title: &str, faint: bool) {
        let opacity = if faint { " opacity=\"0.45\"" } else { "" };
        let _ = writeln!(self.text, "<g{opacity}><title>{}</title>", escaped(title));
    }

    /// Ends a group.
    pub fn close(&mut self) {
        self.text.push_str("</g>\n");
    }

    /// A rectangle.
    pub fn rectangle(&mut self, place: super::layout::Rectangle, radius: i32, line: &str, paint: &Paint) {
        let super::layout::Rectangle { x, y, width, height } = place;
        let _ =
            writeln!(self.text, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{radius}\"{}/>", look(paint, line));
    }

    /// A shape or line, as path data that only we write.
    pub fn path(&mut self, data: &str, line: &str, paint: &Paint) {
        let _ = writeln!(self.text, "<path d=\"{data}\"{}/>", look(paint, line));
    }

    /// One line of text; `y` is its baseline.
    pub fn line(&mut self, x: i32, y: i32, font: Font, paint: &Paint, text: &str) {
        let weight = if font.bold { " font-weight=\"bold\"" } else { "" };
        let _ = writeln!(
            self.text,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\"{weight} class=\"{}\" fill=\"{}\">{}</text>",
            font.size,
            paint.class,
            paint.fill,
            escaped(text)
        );
    }

    /// Lines below one another, from the upper edge of the first. Returns the lower edge of the last.
    pub fn lines(&mut self, x: i32, top: i32, font: Font, paint: &Paint, lines: &[String]) -> i32 {
        let mut y = top;
        for line in lines {
            self.line(x, y + font.size, font, paint, line);
            y += font.line();
        }
        y
    }

    /// The whole picture.
    pub fn finish(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }
}

fn look(paint: &Paint, line: &str) -> String {
    let mut text = format!(" class=\"{}\" fill=\"{}\"", paint.class, paint.fill);
    if paint.stroke != "none" {
        let _ = write!(text, " stroke=\"{}\" stroke-width=\"{line}\"", paint.stroke);
        if !paint.dashes.is_empty() {
            let _ = write!(text, " stroke-dasharray=\"{}\"", paint.dashes);
        }
    }
    text
}

/// A text that is safe inside elements and attributes. Characters that XML forbids, and those that turn the direction of writing
/// without being seen, are left out.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' | '\r' => safe.push(' '),
            _ if is_forbidden(c) => {}
            _ => safe.push(c),
        }
    }
    safe
}

/// Control characters, marks of direction, and what is no character at all.
pub fn is_forbidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_that_somebody_wrote_can_become_markup() {
        assert_eq!(escaped("</text><script>alert(\"1\")&'"), "&lt;/text&gt;&lt;script&gt;alert(&quot;1&quot;)&amp;&#39;");
        assert_eq!(escaped("a\u{0}b\u{202e}c\nd"), "abc d");
    }
}
