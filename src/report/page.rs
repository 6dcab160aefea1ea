//! A page of text that grows line by line; what users wrote cannot steer the terminal.

use super::grid::{Look, Row, Tint, escape, plain, table};
use super::wrap::wrapped;

/// Text for a terminal or as Markdown.
#[derive(Debug)]
pub struct Page {
    /// How it looks.
    pub look: Look,
    text: String,
}

impl Page {
    /// An empty page.
    pub fn new(look: Look) -> Page {
        Page { look, text: String::new() }
    }

    /// A heading.
    pub fn heading(&mut self, text: &str) {
        let text = if self.look.markdown { format!("## {}", escape(text)) } else { self.look.tint(Tint::Bold, &plain(text)) };
        self.push(&text);
        if self.look.markdown {
            self.blank();
        }
    }

    /// A paragraph, wrapped to the width.
    pub fn line(&mut self, text: &str) {
        self.indented(0, text);
    }

    /// A paragraph under another one.
    pub fn indented(&mut self, level: usize, text: &str) {
        if self.look.markdown {
            let text = escape(text);
            let text = if level == 0 { format!("{text}\n") } else { format!("{}- {text}", "  ".repeat(level - 1)) };
            self.push(&text);
            return;
        }
        let margin = "  ".repeat(level);
        let hanging = if level == 0 { "" } else { "    " };
        let width = self.look.width.saturating_sub(margin.len() + hanging.len()).max(20);
        for (at, line) in wrapped(&plain(text), width).iter().enumerate() {
            self.push(&format!("{margin}{}{line}", if at == 0 { "" } else { hanging }));
        }
    }

    /// One of several numbered paragraphs.
    pub fn numbered(&mut self, number: usize, text: &str) {
        if self.look.markdown {
            self.push(&format!("{number}. {}", escape(text)));
        } else {
            self.indented(1, &format!("{number}. {text}"));
        }
    }

    /// Something to type, as it is.
    pub fn code(&mut self, level: usize, text: &str) {
        let text = plain(text);
        let text = if self.look.markdown {
            format!("{}- `{text}`", "   ".repeat(level.saturating_sub(1)))
        } else {
            format!("{}{text}", "  ".repeat(level))
        };
        self.push(&text);
    }

    /// A line of a file, with its spaces; in Markdown as code by its indentation.
    pub fn verbatim(&mut self, level: usize, text: &str) {
        let margin = if self.look.markdown { "        ".to_owned() } else { "  ".repeat(level) };
        self.push(&format!("{margin}{}", plain(text)));
    }

    /// A table.
    pub fn table(&mut self, header: &[String], rows: &[Row]) {
        self.text.push_str(&table(&self.look, header, rows));
        self.blank();
    }

    /// An empty line, never two.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// The text.
    pub fn finish(self) -> String {
        let mut text = self.text;
        while text.ends_with("\n\n") {
            text.pop();
        }
        text
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
        if self.look.markdown && line.ends_with('\n') {
            self.text.push('\n');
        }
    }
}
