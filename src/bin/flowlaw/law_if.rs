//! `--law-if`: which law and which country is meant, and who moves there.

use crate::args::Judging;
use crate::run::{Opened, names};
use crate::terminal;
use flowlaw::diagnostics::{Diagnostic, Diagnostics, codes, listed, nearest};
use flowlaw::load::{self, LoadedPack};
use flowlaw::rules::Pack;
use flowlaw::scenario::{Document, Move, controllers, is_among, move_of};
use flowlaw::source::Sources;
use std::path::Path;

/// One `--law-if`, understood.
#[derive(Debug)]
pub struct Question {
    /// As it was typed.
    pub typed: String,
    /// What moves.
    pub moved: Move,
    /// The packs of the country, by id or path.
    pub law: Vec<String>,
}

/// Reads a scenario for a command that takes one `--law-if`.
pub fn open(path: &Path, judging: &Judging) -> Opened {
    match judging.law_if.as_slice() {
        [] => Opened::new(path, &judging.law),
        [one] => moved(path, judging, one, true),
        several => {
            let mut opened = Opened::new(path, &judging.law);
            let message = format!("{} laws were named with `--law-if`, and this command tells about one", several.len());
            opened
                .problems
                .push(Diagnostic::without_place(&codes::UNKNOWN_SELECTION, message).help("name one; `flowlaw check` compares several"));
            opened
        }
    }
}

/// Reads a scenario and moves a party. The law is that of the country, beside the scenario's own where `with_own`.
pub fn moved(path: &Path, judging: &Judging, typed: &str, with_own: bool) -> Opened {
    let mut opened = Opened::new(path, &judging.law);
    let Some(mut document) = opened.document.take() else { return opened };
    match question(&document, judging, &opened, typed) {
        Ok(question) => {
            let own = opened.packs.iter().filter(|_| with_own || question.law.is_empty());
            let mut law: Vec<String> = own.map(typed_as).collect();
            if question.law.is_empty() {
                terminal::remark(&format!("no law of {} is built in: judged by the law of the scenario alone", question.moved.to));
            }
            law.extend(question.law.iter().filter(|name| !law.contains(name)).cloned().collect::<Vec<_>>());
            if !question.moved.is_at_home() {
                document.variations.push(question.moved.variation());
                opened.moved_by = Some(document.variations.len() - 1);
            }
            opened.question = Some(question);
            if !opened.problems.has_errors() {
                opened.packs = load::packs(&names(&law), Some(&document), &mut opened.sources, &mut opened.problems);
            }
        }
        Err(problem) => opened.problems.push(problem),
    }
    opened.document = Some(document);
    opened
}

/// A pack as `--law` names it.
fn typed_as(loaded: &LoadedPack) -> String {
    if loaded.origin == "built in" { loaded.pack.id.to_string() } else { loaded.origin.clone() }
}

fn question(document: &Document, judging: &Judging, opened: &Opened, typed: &str) -> Result<Question, Diagnostic> {
    let (party, place) = match typed.split_once('=') {
        Some((party, place)) if party.trim().is_empty() || place.trim().is_empty() => {
            return Err(Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("`--law-if {typed}` is only half of it"))
                .help("write a law, such as `eu`, or a party and a country, such as `shop=DE`"));
        }
        Some((party, place)) => (Some(party.trim()), place.trim()),
        None => (None, typed.trim()),
    };
    let variations: Vec<usize> = judging.variation.iter().filter_map(|name| document.order_of(name)).flatten().collect();
    let (country, law) = country_and_law(place, opened)?;
    let party = match party {
        Some(party) => party.to_owned(),
        None => the_controller(document, &variations, place)?,
    };
    let Some(moved) = move_of(document, &variations, &party, &country) else {
        return Err(no_party(document, &party));
    };
    Ok(Question { typed: typed.to_owned(), moved, law })
}

/// The country of a law, or the laws of a country.
fn country_and_law(place: &str, opened: &Opened) -> Result<(String, Vec<String>), Diagnostic> {
    if load::built_in_packs().contains(&place) || Path::new(place).join("pack.yaml").is_file() {
        let pack = load::pack(place, None, &mut Sources::default(), &mut Diagnostics::default());
        return match pack.as_ref().and_then(|loaded| loaded.pack.home.first()) {
            Some(country) => Ok((country.to_string(), vec![place.to_owned()])),
            None => Err(Diagnostic::without_place(
                &codes::UNKNOWN_SELECTION,
                format!("the law `{place}` does not say in which country it is at home"),
            )
            .help("write `--law-if PARTY=COUNTRY` together with `--law`, or add `home: DE`, for instance, to its pack.yaml")),
        };
    }
    let country = place.to_uppercase();
    if !flowlaw::vocabulary::is_country(&country) {
        let known = load::built_in_packs();
        let problem = Diagnostic::without_place(&codes::NO_LAW, format!("there is no law or country `{place}`"));
        return Err(match nearest(place, known.iter().copied()) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help(format!("the laws are {}; countries are codes of two letters, such as DE", listed(known, 12))),
        });
    }
    let is_law_of = |pack: &Pack| is_among(&country, &pack.home);
    let built_in = load::built_in_packs().into_iter().filter(|name| {
        load::pack(name, None, &mut Sources::default(), &mut Diagnostics::default()).is_some_and(|loaded| is_law_of(&loaded.pack))
    });
    let mut law: Vec<String> = built_in.map(str::to_owned).collect();
    law.extend(
        opened.packs.iter().filter(|loaded| loaded.origin != "built in" && is_law_of(&loaded.pack)).map(|loaded| loaded.origin.clone()),
    );
    Ok((country, law))
}

fn the_controller(document: &Document, variations: &[usize], place: &str) -> Result<String, Diagnostic> {
    let found = controllers(document, variations);
    match found.as_slice() {
        [only] => Ok(only.to_string()),
        [] => Err(no_party(document, "")),
        [first, ..] => Err(Diagnostic::without_place(
            &codes::UNKNOWN_SELECTION,
            format!("who moves? The data of the people of {} flow", listed(found.iter().map(|name| &**name), 9)),
        )
        .help(format!("say which: `--law-if {first}={place}`"))),
    }
}

fn no_party(document: &Document, party: &str) -> Diagnostic {
    let known: Vec<&str> =
        document.base.get("parties").map(flowlaw::syntax::Node::entries).unwrap_or_default().iter().map(|entry| &*entry.key).collect();
    let message =
        if party.is_empty() { "there is nobody whom `--law-if` could move".to_owned() } else { format!("there is no party `{party}`") };
    let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, message);
    match nearest(party, known.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => problem.help("this scenario has no parties"),
        None => problem.help(format!("there are {}", listed(known, 40))),
    }
}
