//! What a handout is made of, as HTML and as Markdown.

use crate::report::document::Markdown;
use crate::report::html::{paper_policy, paper_style};
use crate::report::messages::Message;
use crate::report::sheet::{Cell, Sheet, Table};
use crate::text::Language;
use askama::Template;

/// A paper of so many parts fits on two pages in full size.
const SHORT: usize = 10;

/// One part of a handout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// Points.
    List(Vec<String>),
    /// Labels with texts; a text that is missing is for the student to write.
    Labelled(Vec<(String, Option<String>)>),
    /// A table.
    Table(Table),
}

/// A handout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The language.
    pub language: Language,
    /// What it is.
    pub title: String,
    /// About which scenario, in whose version, by which law.
    pub header: Vec<String>,
    /// Its parts.
    pub parts: Vec<Part>,
    /// That this is not legal advice.
    pub notice: String,
}

impl Paper {
    /// A handout about a run, still without parts.
    pub fn new(sheet: &Sheet, title: Message) -> Paper {
        Paper {
            language: sheet.language,
            title: format!("{}: {}", title.say(sheet.language), sheet.title),
            header: sheet.header.clone(),
            parts: Vec::new(),
            notice: sheet.notice.clone(),
        }
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut text = Markdown::default();
        text.heading(1, &self.title);
        self.header.iter().for_each(|line| text.item(0, line));
        for part in &self.parts {
            match part {
                Part::Heading(heading) => text.heading(2, heading),
                Part::Paragraph(line) => text.paragraph(line),
                Part::List(lines) => lines.iter().for_each(|line| text.item(0, line)),
                Part::Labelled(pairs) => {
                    for (label, line) in pairs {
                        text.item(0, &format!("{label}: {}", line.as_deref().unwrap_or_default()));
                        if line.is_none() {
                            text.blank_lines(2);
                        }
                    }
                }
                Part::Table(table) => text.table(table, &[]),
            }
        }
        text.paragraph(&self.notice);
        text.finish()
    }

    /// As a page of its own.
    ///
    /// # Errors
    /// With plain words where the page cannot be written.
    pub fn html(&self) -> Result<String, String> {
        let page = Page {
            paper: self,
            lang: match self.language {
                Language::English => "en",
                Language::Korean => "ko",
            },
            version: env!("CARGO_PKG_VERSION"),
            style: paper_style(),
            policy: paper_policy(),
        };
        page.render().map_err(|error| error.to_string())
    }
}

#[derive(Template)]
#[template(path = "paper.html")]
struct Page<'a> {
    paper: &'a Paper,
    lang: &'static str,
    version: &'static str,
    style: String,
    policy: String,
}

impl Page<'_> {
    /// Long papers are set smaller.
    fn class(&self) -> &'static str {
        if self.paper.parts.len() > SHORT { "paper dense" } else { "paper" }
    }

    /// The cells of a row that pages show.
    fn cells(table: &Table, row: &[Cell]) -> Vec<String> {
        table.on_pages().iter().filter_map(|(at, _)| row.get(*at)).map(Cell::shown).collect()
    }
}
