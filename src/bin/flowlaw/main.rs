//! The command line.
use flowlaw::{diagnostics::{Diagnostics, render}, judge::case::{Law, Options, judge}, load, source::Sources};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let t = std::time::Instant::now();
    let document = load::scenario(std::path::Path::new(&args[1]), &mut sources, &mut problems);
    eprintln!("scenario {:?}", t.elapsed());
    let packs = load::packs(&[], document.as_ref(), &mut sources, &mut problems);
    eprintln!("packs {:?}", t.elapsed());
    let law: Vec<Law<'_>> = packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect();
    let options = Options { as_party: args.get(2).filter(|p| *p != "-").map(|p| p.as_str().into()), only: args.get(3).map(|p| p.as_str().into()).into_iter().collect(), ..Options::default() };
    let judgement = match (&document, problems.has_errors()) { (Some(d), false) => judge(d, &law, &options, &mut problems), _ => None };
    eprintln!("judged {:?}", t.elapsed());
    for p in problems.sorted() { eprint!("{}", render(&sources, p, false)); }
    if let Some(j) = judgement {
        for f in &j.findings {
            println!("{} | {} | {:?} | {} | {:?} | {:?} | {} | decided {:?} | by {:?} | sub {:?} | ◊{}", f.article.en, f.answers, f.verdict.word(), f.subject, f.people, f.data.len(), f.period, f.decided_by.iter().map(|p| p.id.to_string()).collect::<Vec<_>>(), f.grounds.iter().map(|g| g.0.to_string()).collect::<Vec<_>>(), f.subsumed_by, f.rests_on.len());
        }
        for q in &j.questions { println!("? {} ({}) {:?}", q.0.question.en, q.1, q.0.line_to_add); }
    }
}
