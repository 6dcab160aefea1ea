//! `flowlaw rules`: lists rules, shows one, tells what a scenario exercises.

use crate::args::{Rules, RulesCommand, RulesCoverage, RulesList, RulesShow};
use crate::run::{Opened, names, path_or_here};
use crate::terminal::{self, Exit};
use flowlaw::diagnostics::{Diagnostic, Diagnostics, codes, nearest};
use flowlaw::judge::lints::{read_by, read_by_engine};
use flowlaw::load::{self, LoadedPack};
use flowlaw::report::lines::Report;
use flowlaw::report::page::Page;
use flowlaw::report::rule_page;
use flowlaw::rules::Pack;
use flowlaw::source::Sources;
use flowlaw::vocabulary::ATTRIBUTES;

/// Runs the command.
pub fn run(arguments: &Rules) -> Exit {
    match &arguments.what {
        None => list(&arguments.list),
        Some(RulesCommand::List(arguments)) => list(arguments),
        Some(RulesCommand::Show(arguments)) => show(arguments),
        Some(RulesCommand::Coverage(arguments)) => coverage(arguments),
    }
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
    let opened = Opened::new(&path_or_here(arguments.path.as_ref()), &arguments.judging.law);
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
