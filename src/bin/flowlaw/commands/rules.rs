//! `flowlaw rules`: lists rules, shows one, tells what a scenario exercises.

use crate::args::{Rules, RulesAbout, RulesCommand, RulesCoverage, RulesList, RulesShow};
use crate::law_if;
use crate::run::{Opened, names, path_or_here, scenarios_below};
use crate::terminal::{self, Exit};
use flowlaw::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use flowlaw::judge::case::{Detail, Options};
use flowlaw::judge::lints::{read_by, read_by_engine};
use flowlaw::load::{self, LoadedPack};
use flowlaw::report::law_page::{self, Reached};
use flowlaw::report::lines::Report;
use flowlaw::report::page::Page;
use flowlaw::report::rule_page;
use flowlaw::rules::Pack;
use flowlaw::source::Sources;
use flowlaw::text::Name;
use flowlaw::vocabulary::ATTRIBUTES;
use std::collections::BTreeSet;
use std::path::Path;

/// Runs the command.
pub fn run(arguments: &Rules) -> Exit {
    match &arguments.what {
        None if arguments.coverage => coverage_of_law(&arguments.list),
        None => list(&arguments.list),
        Some(RulesCommand::List(arguments)) => list(arguments),
        Some(RulesCommand::Show(arguments)) => show(arguments),
        Some(RulesCommand::About(arguments)) => about(arguments),
        Some(RulesCommand::Coverage(arguments)) => {
            let no_scenario = arguments.path.is_none() && (!path_or_here(None).is_file() || !arguments.judging.law.is_empty());
            if no_scenario {
                coverage_of_law(&RulesList { law: arguments.judging.law.clone(), printing: arguments.printing.clone() })
            } else {
                coverage(arguments)
            }
        }
    }
}

fn about(arguments: &RulesAbout) -> Exit {
    let list = RulesList { law: vec![arguments.law.clone()], printing: arguments.printing.clone() };
    let packs = match open(&list) {
        Ok((packs, _)) => packs,
        Err(exit) => return exit,
    };
    let mut page = Page::new(terminal::look(&list.printing, false));
    packs.iter().for_each(|loaded| law_page::about(&loaded.pack, terminal::language(&list.printing), &mut page));
    finish(page, &list)
}

/// What examples, and the scenarios below `scenarios`, exercise of each law.
fn coverage_of_law(arguments: &RulesList) -> Exit {
    let packs = match open(arguments) {
        Ok((packs, _)) => packs,
        Err(exit) => return exit,
    };
    let mut reached: Vec<(Reached, usize)> = vec![Default::default(); packs.len()];
    for path in scenarios_below(Path::new("scenarios")) {
        let opened = Opened::new(&path, &[]);
        let Some(judgement) = opened.judge(&Options { detail: Detail::Verdicts, ..Options::default() }, &mut Diagnostics::default()) else {
            continue;
        };
        for (loaded, (rules, scenarios)) in packs.iter().zip(&mut reached) {
            if opened.packs.iter().any(|own| own.pack.id == loaded.pack.id) {
                *scenarios += 1;
                let of_law = judgement.findings.iter().filter(|finding| finding.law == loaded.pack.id).map(|finding| finding.rule.clone());
                of_law.collect::<BTreeSet<Name>>().into_iter().for_each(|rule| *rules.entry(rule).or_default() += 1);
            }
        }
    }
    let language = terminal::language(&arguments.printing);
    let mut page = Page::new(terminal::look(&arguments.printing, false));
    for (loaded, (rules, scenarios)) in packs.iter().zip(&reached) {
        law_page::coverage(&loaded.pack, rules, *scenarios, language, &mut page);
    }
    finish(page, arguments)
}

fn open(arguments: &RulesList) -> Result<(Vec<LoadedPack>, Sources), Exit> {
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let packs = load::packs(&names(&arguments.law), None, &mut sources, &mut problems);
    terminal::complain(&sources, &problems.sorted(), &arguments.printing);
    if problems.has_errors() { Err(Exit::BadInput) } else { Ok((packs, sources)) }
}

fn list(arguments: &RulesList) -> Exit {
    let packs = match open(arguments) {
        Ok((packs, _)) => packs,
        Err(exit) => return exit,
    };
    let packs: Vec<&Pack> = packs.iter().map(|loaded| &loaded.pack).collect();
    let mut page = Page::new(terminal::look(&arguments.printing, false));
    rule_page::list(&packs, terminal::language(&arguments.printing), &mut page);
    finish(page, arguments)
}

fn show(arguments: &RulesShow) -> Exit {
    let (packs, sources) = match open(&arguments.list) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let found = packs.iter().find_map(|loaded| Some((&loaded.pack, loaded.pack.rules.iter().find(|rule| *rule.id == *arguments.rule)?)));
    let Some((pack, rule)) = found else {
        let known = packs.iter().flat_map(|loaded| &loaded.pack.rules).map(|rule| &*rule.id);
        let problem = Diagnostic::without_place(&codes::UNKNOWN_SELECTION, format!("there is no rule `{}`", arguments.rule));
        let problem = match nearest(&arguments.rule, known) {
            Some(near) => problem.help(format!("did you mean `{near}`?")),
            None => problem.help("`flowlaw rules` lists them"),
        };
        terminal::complain(&sources, &[&problem], &arguments.list.printing);
        return Exit::BadInput;
    };
    let mut page = Page::new(terminal::look(&arguments.list.printing, false));
    rule_page::rule(pack, rule, &sources, terminal::language(&arguments.list.printing), &mut page);
    finish(page, &arguments.list)
}

fn coverage(arguments: &RulesCoverage) -> Exit {
    let opened = law_if::open(&path_or_here(arguments.path.as_ref()), &arguments.judging);
    let mut problems = opened.problems.clone();
    let options = opened.options(&arguments.judging, &mut problems);
    let judgement = opened.judge(&options, &mut problems);
    terminal::complain(&opened.sources, &problems.sorted(), &arguments.printing);
    let (Some(document), Some(judgement)) = (&opened.document, judgement) else { return Exit::BadInput };
    let packs = opened.pack_list();
    let read = read_by(&packs);
    let unread: Vec<String> = ATTRIBUTES
        .iter()
        .filter(|attribute| !read.contains(&(attribute.block, attribute.key)) && !read_by_engine(attribute.block, attribute.key))
        .map(|attribute| format!("{}.{}", attribute.block.key(), attribute.key))
        .collect();
    let report = Report::new(document, &judgement, &packs, terminal::language(&arguments.printing));
    let mut page = Page::new(terminal::look(&arguments.printing, false));
    rule_page::coverage(&report, &unread, &mut page);
    finish(page, &RulesList { law: Vec::new(), printing: arguments.printing.clone() })
}

fn finish(page: Page, arguments: &RulesList) -> Exit {
    match terminal::print(&page.finish()) {
        Ok(()) => Exit::Fine,
        Err(problem) => {
            terminal::complain(&Sources::default(), &[&problem], &arguments.printing);
            Exit::BadInput
        }
    }
}
