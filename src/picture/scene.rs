//! Everything that a picture shows, in words, before anybody asks where it stands on the page.

use super::marks::{Marks, Numbered};
use super::roles::{Roles, roles};
use super::sketch::{Flow, Holder, Made, Sketch};
use super::tellings::Tellings;
use crate::outcome::Verdict;
use crate::report::lines::Report;
use crate::report::messages::Message;
use crate::scenario::Document;
use crate::text::{Language, Name};
use crate::vocabulary::country_title;
use std::collections::BTreeMap;

/// A country with everybody in it.
#[derive(Debug, Clone)]
pub struct Country {
    /// Its name.
    pub name: String,
    /// Its code; nothing where nobody says.
    pub code: Option<Name>,
    /// The laws under which somebody here answers.
    pub law: String,
    /// Parties that take no part in any flow.
    pub also: Vec<String>,
}

/// A party, or people who send something themselves.
#[derive(Debug, Clone)]
pub struct Party {
    /// Its id.
    pub id: Name,
    /// Where it is drawn.
    pub country: usize,
    /// What people read.
    pub title: String,
    /// Whether these are data subjects.
    pub is_group: bool,
    /// Where it is in what is shown, if that is elsewhere.
    pub moved: Option<String>,
    /// Whether it is in another country in some telling, shown or not.
    pub can_move: bool,
    /// What each law makes of it, one line for each law.
    pub roles: Vec<String>,
    /// What it makes, one text for each item.
    pub makes: Vec<String>,
    /// What it answers for.
    pub marks: Marks,
    /// Whether it is there in what is shown.
    pub is_there: bool,
}

/// In how many of the shown tellings something is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// In all.
    Always,
    /// In some.
    Sometimes,
    /// In none: only other versions or variations have it.
    Never,
}

/// The text at an arrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowText {
    /// What people call the flow.
    pub title: String,
    /// The data.
    pub data: Vec<String>,
    /// Whose data.
    pub people: String,
    /// When.
    pub days: String,
    /// Which flows it carries on.
    pub onward: String,
}

/// A flow from one party to another.
#[derive(Debug, Clone)]
pub struct Arrow {
    /// Its id.
    pub flow: Name,
    /// The letter by which the picture speaks of it.
    pub letter: String,
    /// Who sends, by place.
    pub from: usize,
    /// Who gets it, by place.
    pub to: usize,
    /// What stands there.
    pub text: FlowText,
    /// What would stand there in each other telling; room is kept for it.
    pub other_texts: Vec<FlowText>,
    /// The marks.
    pub marks: Marks,
    /// The gravest verdict; nothing where no rule reaches it.
    pub verdict: Option<Verdict>,
    /// Whether it is there.
    pub presence: Presence,
}

/// A line of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number.
    pub number: usize,
    /// Its verdict.
    pub verdict: Verdict,
    /// Article, who answers, the verdict in words, people, days, letters of flows.
    pub cells: [String; 6],
    /// The title of the rule.
    pub title: String,
}

/// Everything that a picture shows.
#[derive(Debug, Clone)]
pub struct Scene {
    /// The scenario's title.
    pub title: String,
    /// Its id.
    pub id: Name,
    /// In whose version, and with which changes.
    pub told: Vec<String>,
    /// In which language.
    pub language: Language,
    /// Countries with their parties.
    pub countries: Vec<Country>,
    /// Who takes part.
    pub parties: Vec<Party>,
    /// The flows.
    pub arrows: Vec<Arrow>,
    /// The table.
    pub rows: Vec<Row>,
    /// How many laws the run knows.
    pub laws: usize,
    /// The place of each flow in the alphabet.
    letters: BTreeMap<Name, usize>,
}

impl Scene {
    /// Gathers what is to be shown.
    pub fn new(document: &Document, report: &Report<'_>, rule: Option<&str>) -> Scene {
        let tellings = Tellings::new(document, report.judgement, report.language);
        let numbered = Numbered::new(report, rule);
        let mut scene = Scene {
            title: report.text(&report.judgement.title).to_owned(),
            id: report.judgement.scenario.clone(),
            told: told(report),
            language: report.language,
            countries: Vec::new(),
            parties: Vec::new(),
            arrows: Vec::new(),
            rows: Vec::new(),
            laws: report.judgement.packs.len(),
            letters: BTreeMap::new(),
        };
        let roles = roles(report.judgement);
        scene.add_parties(&tellings, report, &roles, &numbered);
        scene.add_arrows(&tellings, &numbered);
        scene.add_what_is_made(&tellings);
        scene.rows = numbered.lines.iter().map(|(number, line)| scene.row(report, &numbered, *number, line)).collect();
        scene
    }

    fn add_parties(&mut self, tellings: &Tellings, report: &Report<'_>, roles: &Roles, numbered: &Numbered<'_, '_>) {
        let all = || tellings.all.iter().flat_map(|sketch| &sketch.holders);
        let mut holders: Vec<&Holder> = Vec::new();
        for holder in all() {
            if !holders.iter().any(|known| known.id == holder.id) {
                holders.push(holder);
            }
        }
        let taking_part: Vec<&Name> = all().filter(|holder| holder.takes_part).map(|holder| &holder.id).collect();
        // Countries in which something happens come first, in the order of the file.
        holders.sort_by_key(|holder| !taking_part.contains(&&holder.id));
        for holder in holders {
            let country = self.country(holder.country.as_ref());
            if !taking_part.contains(&&holder.id) {
                if let Some(country) = self.countries.get_mut(country) {
                    country.also.push(holder.title.clone());
                }
                continue;
            }
            let shown = tellings.shown.iter().flat_map(|sketch| &sketch.holders).find(|shown| shown.id == holder.id);
            let moved =
                shown.filter(|shown| shown.country != holder.country).map(|shown| country_name(shown.country.as_deref(), self.language));
            self.parties.push(Party {
                id: holder.id.clone(),
                country,
                title: shown.unwrap_or(holder).title.clone(),
                is_group: holder.is_group,
                moved,
                can_move: all().any(|other| other.id == holder.id && other.country != holder.country),
                roles: role_lines(&holder.id, report, roles),
                makes: Vec::new(),
                marks: numbered.at_party(&holder.id),
                is_there: shown.is_some(),
            });
        }
        for at in 0..self.countries.len() {
            let law = self.law_of(at, report);
            if let Some(country) = self.countries.get_mut(at) {
                country.law = law;
            }
        }
    }

    fn country(&mut self, code: Option<&Name>) -> usize {
        if let Some(at) = self.countries.iter().position(|country| country.code.as_ref() == code) {
            return at;
        }
        let name = country_name(code.map(|code| &**code), self.language);
        self.countries.push(Country { name, code: code.cloned(), law: String::new(), also: Vec::new() });
        self.countries.len() - 1
    }

    fn law_of(&self, country: usize, report: &Report<'_>) -> String {
        let here: Vec<&Name> = self.parties.iter().filter(|party| party.country == country).map(|party| &party.id).collect();
        let binding = report
            .judgement
            .packs
            .iter()
            .filter(|pack| report.judgement.findings.iter().any(|row| row.law == pack.id && here.contains(&&row.answers)));
        let names: Vec<&str> = binding.map(|pack| report.text(&pack.title)).collect();
        if names.is_empty() {
            Message::NoLawBinds.say(self.language)
        } else {
            Message::LawThatBinds.fill(self.language, &[&names.join("; ")])
        }
    }

    fn add_arrows(&mut self, tellings: &Tellings, numbered: &Numbered<'_, '_>) {
        let all = by_flow(&tellings.all);
        let shown = by_flow(&tellings.shown);
        for flow in tellings.all.iter().flat_map(|sketch| &sketch.flows) {
            let next = self.letters.len();
            self.letters.entry(flow.id.clone()).or_insert(next);
        }
        let mut order: Vec<(usize, Name)> = self.letters.iter().map(|(id, at)| (*at, id.clone())).collect();
        order.sort();
        let places: BTreeMap<Name, usize> = self.parties.iter().enumerate().map(|(at, party)| (party.id.clone(), at)).collect();
        for (at, id) in order {
            let all = all.get(&id).cloned().unwrap_or_default();
            let shown = shown.get(&id).cloned().unwrap_or_default();
            let mut texts: Vec<FlowText> = Vec::new();
            for flow in shown.iter().chain(&all) {
                let text = self.flow_text(flow);
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
            let Some(text) = texts.first().cloned() else { continue };
            for (from, to) in ends(&all) {
                let has = shown.iter().filter(|flow| flow.from.contains(&from) && flow.to.contains(&to)).count();
                let (Some(from), Some(to)) = (places.get(&from), places.get(&to)) else { continue };
                self.arrows.push(Arrow {
                    flow: id.clone(),
                    letter: letter(at),
                    from: *from,
                    to: *to,
                    text: text.clone(),
                    other_texts: texts.clone(),
                    marks: numbered.at_flow(&id),
                    verdict: numbered.verdict_of_flow(&id),
                    presence: match has {
                        0 => Presence::Never,
                        _ if has == tellings.shown.len() => Presence::Always,
                        _ => Presence::Sometimes,
                    },
                });
            }
        }
    }

    fn flow_text(&self, flow: &Flow) -> FlowText {
        let letters: Vec<String> = flow.onward_of.iter().filter_map(|id| self.letters.get(id)).map(|at| letter(*at)).collect();
        FlowText {
            title: flow.title.clone(),
            data: flow.data.clone(),
            people: flow.people.clone(),
            days: flow.days.clone(),
            onward: if letters.is_empty() {
                String::new()
            } else {
                Message::OnwardOf.fill(self.language, &[&shortened(&letters, self.language)])
            },
        }
    }

    fn add_what_is_made(&mut self, tellings: &Tellings) {
        let mut made: Vec<&Made> = Vec::new();
        for item in tellings.all.iter().flat_map(|sketch| &sketch.made) {
            if !made.iter().any(|known| known.id == item.id && known.by == item.by) {
                made.push(item);
            }
        }
        for item in made {
            let sources: Vec<String> = item.flows.iter().map(|flow| self.letter_of(flow)).chain(item.items.iter().cloned()).collect();
            let from = if sources.is_empty() {
                item.title.clone()
            } else {
                Message::MadeFrom.fill(self.language, &[&item.title, &sources.join(", ")])
            };
            let text = Message::Makes.fill(self.language, &[&from]);
            if let Some(party) = self.position(&item.by).and_then(|at| self.parties.get_mut(at)) {
                party.makes.push(text);
            }
        }
    }

    fn position(&self, id: &str) -> Option<usize> {
        self.parties.iter().position(|party| &*party.id == id)
    }

    /// The letter of a flow; its id where it is not drawn.
    fn letter_of(&self, flow: &str) -> String {
        self.letters.get(flow).map_or_else(|| flow.to_owned(), |at| letter(*at))
    }

    fn row(&self, report: &Report<'_>, numbered: &Numbered<'_, '_>, number: usize, line: &crate::report::lines::Line<'_>) -> Row {
        let (mut flows, elsewhere) = numbered.places(line);
        flows.sort_by_key(|flow| self.letters.get(*flow));
        let mut places: Vec<String> = flows.iter().map(|flow| self.letter_of(flow)).collect();
        if elsewhere {
            places.push(report.party(&line.answers));
        }
        Row {
            number,
            verdict: line.verdict,
            cells: [
                report.articles(line),
                report.party(&line.answers),
                report.verdict(line),
                report.people(line),
                report.days(line),
                shortened(&places, self.language),
            ],
            title: report.line_title(line),
        }
    }
}

fn told(report: &Report<'_>) -> Vec<String> {
    let (judgement, language) = (report.judgement, report.language);
    let version = match &judgement.as_party {
        Some(party) if &**party == "court" => Message::HeaderCourt.say(language),
        Some(party) => Message::HeaderAs.fill(language, &[&report.party(party), party]),
        None if judgement.speakers.is_empty() => Message::HeaderPlain.say(language),
        None => Message::HeaderAll.say(language),
    };
    let changes = judgement.variations.iter().map(|(id, title)| Message::HeaderVariation.fill(language, &[report.text(title), id]));
    std::iter::once(version).chain(changes).collect()
}

fn country_name(code: Option<&str>, language: Language) -> String {
    code.map_or_else(|| Message::NoCountry.say(language), |code| country_title(code).get(language).to_owned())
}

/// One line for each law that makes something of the party.
fn role_lines(party: &Name, report: &Report<'_>, roles: &Roles) -> Vec<String> {
    let language = report.language;
    let mut lines = Vec::new();
    for pack in &report.judgement.packs {
        let Some(known) = roles.get(&(party.clone(), pack.id.clone())) else { continue };
        let titles: Vec<String> = known
            .iter()
            .map(|(role, certain)| {
                let title = role.title(language);
                if *certain { title } else { Message::RoleOpen.fill(language, &[&title]) }
            })
            .collect();
        lines.push(Message::RolesUnder.fill(language, &[&pack.id.to_uppercase(), &titles.join(", ")]));
    }
    lines
}

/// The flows of some tellings by their ids.
fn by_flow(tellings: &[Sketch]) -> BTreeMap<Name, Vec<&Flow>> {
    let mut found: BTreeMap<Name, Vec<&Flow>> = BTreeMap::new();
    for flow in tellings.iter().flat_map(|sketch| &sketch.flows) {
        found.entry(flow.id.clone()).or_default().push(flow);
    }
    found
}

/// A long list is counted from a dozen on.
fn shortened(list: &[String], language: Language) -> String {
    const MOST: usize = 12;
    match list.get(..MOST) {
        Some(first) if list.len() > MOST + 1 => Message::AndMore.fill(language, &[&first.join(", "), &(list.len() - MOST).to_string()]),
        _ => list.join(", "),
    }
}

/// Who sends to whom, in any telling.
fn ends(flows: &[&Flow]) -> Vec<(Name, Name)> {
    let mut found: Vec<(Name, Name)> = Vec::new();
    for flow in flows {
        for from in &flow.from {
            for to in &flow.to {
                if !found.iter().any(|(a, b)| a == from && b == to) {
                    found.push((from.clone(), to.clone()));
                }
            }
        }
    }
    found
}

/// `A` … `Z`, `AA`, `AB` …
fn letter(at: usize) -> String {
    let mut text = String::new();
    let mut rest = at + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        text.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(letter), ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
