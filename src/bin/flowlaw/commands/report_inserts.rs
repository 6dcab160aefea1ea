//! What other commands draw or work out for a report. Whatever fails is left out, and the report says so.

use crate::run::Opened;
use flowlaw::decide::{Decision, decide};
use flowlaw::diagnostics::Diagnostics;
use flowlaw::fix::{Request, fix};
use flowlaw::judge::case::{Detail, Options};
use flowlaw::outcome::Verdict;
use flowlaw::picture::{self, Look, Scene};
use flowlaw::report::lines::Report;
use flowlaw::report::messages::Message;
use flowlaw::report::sheet::{Inserts, Table, deciding, fixes, timeline as timeline_rows};
use flowlaw::scenario::Document;
use flowlaw::timeline::timeline;

/// With more flows than this nobody can read a picture on a page.
const MOST_FLOWS: usize = 60;
/// For so many open lines it is told what decides them.
const MOST_DECIDED: usize = 40;
/// So many sets of changes.
const MOST_FIXES: usize = 3;

/// What is worked out only where somebody asks for it.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// The smallest fixes.
    pub fixes: bool,
}

/// Everything that a report shows besides its rows. The picture and the timeline show what the rows show, in the same version.
pub fn inserts(opened: &Opened, document: &Document, options: &Options, report: &Report<'_>, wanted: Wanted) -> Inserts {
    let language = report.language;
    let mut inserts = Inserts { style: picture::STYLE, ..Inserts::default() };
    let told = timeline(document, report.judgement, &opened.pack_list());
    inserts.timeline = filled(timeline_rows::timeline(report, &told));
    inserts.timeline_picture = picture::timeline(report, &told, &Look { id: "days", table: false, style: false });
    let scene = Scene::new(document, report, None);
    if scene.arrows.len() > MOST_FLOWS {
        inserts.remarks.push(Message::LeftOutPicture.fill(language, &[&scene.arrows.len().to_string()]));
    } else {
        inserts.picture = Some(picture::graph(&scene, &Look { id: "drawing", table: false, style: false }));
    }
    add_deciding(&mut inserts, opened, options, report);
    if wanted.fixes {
        add_fixes(&mut inserts, opened, document, options, report);
    } else if report.count_of(Verdict::Violation) > 0 {
        inserts.remarks.push(Message::LeftOutFixes.say(language));
    }
    inserts
}

fn filled(table: Table) -> Option<Table> {
    Some(table).filter(|table| !table.rows.is_empty())
}

/// What decides the first row of each open line.
fn add_deciding(inserts: &mut Inserts, opened: &Opened, options: &Options, report: &Report<'_>) {
    let is_open = |verdict| matches!(verdict, Verdict::Disputed | Verdict::Undetermined | Verdict::OpenLaw);
    let open = report.open_lines().filter(|line| is_open(line.verdict));
    let ids: Vec<&str> = open.filter_map(|line| line.head.first()).map(|row| row.id.as_str()).collect();
    if ids.is_empty() {
        return;
    }
    let shown = ids.get(..MOST_DECIDED).unwrap_or(&ids);
    let options = Options { detail: Detail::Verdicts, ..options.clone() };
    let law = opened.law();
    let Some(mut case) = opened.case(&law, &options, &mut Diagnostics::default()) else {
        inserts.remarks.push(left_out(Message::SectionDecides, report));
        return;
    };
    let readings = case.readings(&options, &|finding| shown.contains(&finding.id.as_str()));
    let decisions: Vec<Decision> = readings.into_iter().map(|reading| decide(case.points(), reading)).collect();
    inserts.deciding = filled(deciding::deciding(report, &decisions));
    if shown.len() < ids.len() {
        let counts = [shown.len(), ids.len()].map(|count| count.to_string());
        inserts.remarks.push(Message::OnlySomeDecided.fill(report.language, &[&counts[0], &counts[1]]));
    }
}

/// The cheapest sets of changes.
fn add_fixes(inserts: &mut Inserts, opened: &Opened, document: &Document, options: &Options, report: &Report<'_>) {
    let language = report.language;
    let request = Request { limit: MOST_FIXES, ..Request::default() };
    let options = Options { detail: Detail::default(), ..options.clone() };
    let Some(found) = fix(document, &opened.law(), &options, &request, &mut Diagnostics::default()) else {
        inserts.remarks.push(left_out(Message::SectionFixes, report));
        return;
    };
    inserts.fixes = filled(fixes::fixes(report, &found));
    if found.targets.is_empty() {
        inserts.remarks.push(Message::FixNothing.say(language));
    } else if found.fixes.iter().all(flowlaw::fix::Fix::is_stop) {
        inserts.remarks.push(format!("{}: {}", Message::SectionFixes.say(language), Message::FixImpossible.say(language)));
    } else if found.more > 0 {
        inserts.remarks.push(Message::OnlySomeFixes.fill(language, &[&MOST_FIXES.to_string()]));
    }
}

fn left_out(section: Message, report: &Report<'_>) -> String {
    Message::LeftOutUnknown.fill(report.language, &[&section.say(report.language)])
}
