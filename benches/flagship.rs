//! What one run on the Kakao Pay case costs: reading, loading the law, judging, and the whole program from a cold start.
//!
//! Competitor: for reading, `serde_yaml` on the same texts. Numbers stand in `docs/performance.md`.

#![allow(missing_docs, reason = "criterion's macros make public functions")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot read its input has to stop")]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use flowlaw::diagnostics::Diagnostics;
use flowlaw::judge::case::{Law, Options, judge};
use flowlaw::load;
use flowlaw::source::Sources;
use flowlaw::syntax::{Limits, read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::{fs, hint};

const CASE: &str = "scenarios/kakaopay-alipay";

fn texts() -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir(CASE).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "yaml"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

fn reading(criterion: &mut Criterion) {
    let texts = texts();
    let mut group = criterion.benchmark_group("read the case's files");
    group.bench_function("flowlaw, with positions", |bench| {
        bench.iter(|| {
            for text in &texts {
                let mut sources = Sources::default();
                let file = sources.add("case.yaml", text.as_str());
                hint::black_box(read(&sources, file, Limits::default()));
            }
        });
    });
    group.bench_function("serde_yaml, without", |bench| {
        bench.iter(|| {
            for text in &texts {
                hint::black_box(serde_yaml::from_str::<serde_yaml::Value>(text).unwrap());
            }
        });
    });
}

fn loading(criterion: &mut Criterion) {
    criterion.bench_function("load the built-in Korean pack", |bench| {
        bench.iter(|| load::pack("kr", None, &mut Sources::default(), &mut Diagnostics::default()).unwrap());
    });
    criterion.bench_function("load the case", |bench| {
        bench.iter(|| load::scenario(Path::new(CASE), &mut Sources::default(), &mut Diagnostics::default()).unwrap());
    });
}

fn judging(criterion: &mut Criterion) {
    let (mut sources, mut problems) = (Sources::default(), Diagnostics::default());
    let document = load::scenario(Path::new(CASE), &mut sources, &mut problems).unwrap();
    let packs = load::packs(&[], Some(&document), &mut sources, &mut problems);
    let law: Vec<Law<'_>> = packs.iter().map(|loaded| Law { pack: &loaded.pack, origin: &loaded.origin }).collect();
    criterion.bench_function("judge the case", |bench| {
        bench.iter_batched(
            Diagnostics::default,
            |mut problems| judge(&document, &law, &Options::default(), &mut problems).unwrap(),
            BatchSize::PerIteration,
        );
    });
}

fn cold_check(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a cold process");
    for (name, arguments) in [("check of the case", &["check", CASE] as &[&str]), ("nothing but --version", &["--version"])] {
        group.bench_function(name, |bench| {
            bench.iter(|| Command::new(env!("CARGO_BIN_EXE_flowlaw")).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status());
        });
    }
}

criterion_group!(name = benches; config = Criterion::default().sample_size(20); targets = reading, loading, judging, cold_check);
criterion_main!(benches);
