//! One run: files are read, law is loaded, the scenario is judged.

use crate::args::{Judging, Readings};
use crate::law_if::Question;
use flowlaw::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use flowlaw::judge::case::{Case, Law, Options, judge};
use flowlaw::judge::stories::stories;
use flowlaw::load::{self, LoadedPack};
use flowlaw::outcome::Judgement;
use flowlaw::rules::Pack;
use flowlaw::scenario::Document;
use flowlaw::source::Sources;
use flowlaw::text::Name;
use std::path::{Path, PathBuf};

/// A scenario with its law.
#[derive(Debug)]
pub struct Opened {
    /// The scenario; nothing where its file could not be read.
    pub document: Option<Document>,
    /// The law.
    pub packs: Vec<LoadedPack>,
    /// The texts.
    pub sources: Sources,
    /// What is wrong.
    pub problems: Diagnostics,
    /// What `--law-if` asked.
    pub question: Option<Question>,
    /// The variation that moves a party, where `--law-if` moved one.
    pub moved_by: Option<usize>,
}

impl Opened {
    /// Reads a scenario and its law.
    pub fn new(path: &Path, law: &[String]) -> Opened {
        let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
        let document = load::scenario(path, &mut sources, &mut problems);
        let packs = if document.is_some() || !law.is_empty() {
            load::packs(&names(law), document.as_ref(), &mut sources, &mut problems)
        } else {
            Vec::new()
        };
        Opened { document, packs, sources, problems, question: None, moved_by: None }
    }

    /// Reads a scenario for a command that does not judge.
    pub fn without_law(path: &Path) -> Opened {
        let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
        let document = load::scenario(path, &mut sources, &mut problems);
        Opened { document, packs: Vec::new(), sources, problems, question: None, moved_by: None }
    }

    /// The law, to judge by.
    pub fn law(&self) -> Vec<Law<'_>> {
        self.packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect()
    }

    /// The packs.
    pub fn pack_list(&self) -> Vec<&Pack> {
        self.packs.iter().map(|loaded| &loaded.pack).collect()
    }

    /// Judges; nothing comes back where something is wrong, and then the problems say what.
    pub fn judge(&self, options: &Options, problems: &mut Diagnostics) -> Option<Judgement> {
        judge(self.sound_document(options, problems)?, &self.law(), options, problems)
    }

    /// The case with every cell judged, of which several accounts can be read.
    pub fn case<'a>(&'a self, law: &[Law<'a>], options: &Options, problems: &mut Diagnostics) -> Option<Case<'a>> {
        Case::open(self.sound_document(options, problems)?, law, options, problems)
    }

    /// The scenario, unless something is wrong already. The names in it are looked up then as well: all problems are told at once.
    pub fn sound_document(&self, options: &Options, problems: &mut Diagnostics) -> Option<&Document> {
        let document = self.document.as_ref()?;
        if self.problems.has_errors() || problems.has_errors() {
            stories(document, &options.variations, problems);
            return None;
        }
        Some(document)
    }

    /// The options of a command, for this scenario. Variations that do not exist are reported.
    pub fn options(&self, judging: &Judging, problems: &mut Diagnostics) -> Options {
        let court = judging.as_party.as_deref() == Some("court");
        let mut variations: Vec<usize> = Vec::new();
        if let Some(document) = &self.document {
            for name in &judging.variation {
                match document.order_of(name).filter(|_| document.variation(name).is_some()) {
                    Some(order) => variations.extend(order.into_iter().filter(|at| !variations.contains(at)).collect::<Vec<_>>()),
                    None => problems.push(no_variation(document, name)),
                }
            }
            if let Some(problem) = document.clash(&names(&judging.variation)) {
                problems.push(problem);
            }
        }
        variations.extend(self.moved_by);
        Options {
            as_party: judging.as_party.as_deref().filter(|_| !court).map(Name::from),
            court,
            variations,
            readings: judging.reading.iter().map(|(question, reading)| (question.as_str().into(), reading.as_str().into())).collect(),
            all_readings: judging.readings == Readings::All,
            ..Options::default()
        }
    }
}

/// There is no such variation; the nearest one, or all.
pub fn no_variation(document: &Document, name: &str) -> Diagnostic {
    let known = || document.variations.iter().map(|variation| &*variation.id);
    let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("there is no variation `{name}`"));
    match nearest(name, known()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None if document.variations.is_empty() => problem.help("this scenario has no variations"),
        None => problem.help(format!("there are {}", listed(known(), 40))),
    }
}

/// Words of the command line as names.
pub fn names(words: &[String]) -> Vec<Name> {
    words.iter().map(|word| word.as_str().into()).collect()
}

/// The scenario in this folder, where no path was given.
pub fn path_or_here(path: Option<&PathBuf>) -> PathBuf {
    path.cloned().unwrap_or_else(|| PathBuf::from("scenario.yaml"))
}

/// The folders with a `scenario.yaml` in a folder, and in folders of such folders, in order.
pub fn scenarios_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect_scenarios(folder, 0, &mut found);
    found.sort();
    found
}

fn collect_scenarios(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path()) {
        if path.join("scenario.yaml").is_file() {
            found.push(path);
        } else if depth < 2 && path.is_dir() {
            collect_scenarios(&path, depth + 1, found);
        }
    }
}
