//! `flowlaw explain`: a finding, a rule, a flow or an error code.

use crate::args::Explain;
use crate::law_if;
use crate::run::{Opened, names, path_or_here};
use crate::terminal::{self, Exit};
use flowlaw::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use flowlaw::judge::case::{Detail, Options};
use flowlaw::load;
use flowlaw::outcome::Judgement;
use flowlaw::report::lines::Report;
use flowlaw::report::page::Page;
use flowlaw::report::{explain, flow_page, rule_page};
use flowlaw::scenario::Document;
use flowlaw::source::Sources;
use flowlaw::text::Name;
use flowlaw::vocabulary::Block;

/// Runs the command.
pub fn run(arguments: &Explain) -> Exit {
    if let Some(code) = codes::find(&arguments.what) {
        return print(arguments, &format!("{}: {}\n\n{}\n", code.id, code.title, code.explanation));
    }
    let path = path_or_here(arguments.path.as_ref());
    // A rule can be explained without any scenario.
    if arguments.path.is_none() && !path.is_file() {
        let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
        let packs = load::packs(&names(&arguments.judging.law), None, &mut sources, &mut problems);
        if let Some(text) = packs.iter().find_map(|loaded| a_rule(arguments, &loaded.pack, &sources)) {
            return print(arguments, &text);
        }
    }
    let opened = law_if::open(&path, &arguments.judging);
    let mut problems = opened.problems.clone();
    if let Some(text) = opened.packs.iter().find_map(|loaded| a_rule(arguments, &loaded.pack, &opened.sources)) {
        return print(arguments, &text);
    }
    let options = Options { detail: Detail::EveryReason, ..opened.options(&arguments.judging, &mut problems) };
    let judgement = opened.judge(&options, &mut problems);
    let (Some(document), Some(judgement)) = (&opened.document, judgement) else {
        terminal::complain(&opened.sources, &problems.sorted(), &arguments.printing);
        return Exit::BadInput;
    };
    let text = a_finding(arguments, &opened, document, &judgement).or_else(|| a_flow(arguments, &opened, document, &judgement, &options));
    match text {
        Some(text) => print(arguments, &text),
        None => {
            terminal::complain(&opened.sources, &[&unknown(&arguments.what, &opened, document, &judgement)], &arguments.printing);
            Exit::BadInput
        }
    }
}

fn print(arguments: &Explain, text: &str) -> Exit {
    match terminal::print(text) {
        Ok(()) => Exit::Fine,
        Err(problem) => {
            terminal::complain(&Sources::default(), &[&problem], &arguments.printing);
            Exit::BadInput
        }
    }
}

fn a_rule(arguments: &Explain, pack: &flowlaw::rules::Pack, sources: &Sources) -> Option<String> {
    let rule = pack.rules.iter().find(|rule| *rule.id == *arguments.what)?;
    let mut page = Page::new(terminal::look(&arguments.printing, false));
    rule_page::rule(pack, rule, sources, terminal::language(&arguments.printing), &mut page);
    Some(page.finish())
}

fn a_finding(arguments: &Explain, opened: &Opened, document: &Document, judgement: &Judgement) -> Option<String> {
    let finding = judgement.findings.iter().find(|finding| finding.id == arguments.what)?;
    let report = Report::new(document, judgement, &opened.pack_list(), terminal::language(&arguments.printing));
    let mut page = Page::new(terminal::look(&arguments.printing, false));
    explain::finding(&report, finding, &opened.sources, &mut page);
    Some(page.finish())
}

fn a_flow(arguments: &Explain, opened: &Opened, document: &Document, judgement: &Judgement, options: &Options) -> Option<String> {
    let report = Report::new(document, judgement, &opened.pack_list(), terminal::language(&arguments.printing));
    let flow = arguments.what.strip_prefix("flows.").unwrap_or(&arguments.what);
    let known = report.facts.find(Block::Flows, flow).is_some()
        || judgement.findings.iter().any(|finding| finding.block == Block::Flows && &*finding.subject == flow);
    if !known {
        return None;
    }
    let on_version_of = |party: &Name| {
        let options = Options { as_party: Some(party.clone()), court: false, detail: Detail::Verdicts, ..options.clone() };
        Some((party.clone(), opened.judge(&options, &mut Diagnostics::default())?))
    };
    let accounts: Vec<(Name, Judgement)> =
        if judgement.as_party.is_none() { judgement.speakers.iter().filter_map(on_version_of).collect() } else { Vec::new() };
    let mut page = Page::new(terminal::look(&arguments.printing, false));
    flow_page::flow(&report, document, flow, &accounts, &mut page);
    Some(page.finish())
}

fn unknown(what: &str, opened: &Opened, document: &Document, judgement: &Judgement) -> Diagnostic {
    let flows: Vec<&str> =
        document.base.get("flows").map(flowlaw::syntax::Node::entries).unwrap_or_default().iter().map(|entry| &*entry.key).collect();
    let known = judgement
        .findings
        .iter()
        .map(|finding| finding.id.as_str())
        .chain(opened.packs.iter().flat_map(|loaded| &loaded.pack.rules).map(|rule| &*rule.id))
        .chain(flows);
    let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("there is no finding, rule, flow or code `{what}`"));
    let same_start: Vec<&str> =
        judgement.findings.iter().map(|finding| finding.id.as_str()).filter(|id| id.starts_with(what)).take(12).collect();
    match nearest(what, known) {
        _ if !same_start.is_empty() => problem.help(format!("findings that start so: {}", flowlaw::diagnostics::listed(same_start, 12))),
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help("`flowlaw check -f csv` lists the ids of findings, `flowlaw rules` those of rules"),
    }
}
