//! Every decoder keeps its promise on its whole corpus and on some thousand seeded mutations.

use hall_sim::fuzz::hunt::{Failure, Hunt, check};
use hall_sim::fuzz::{TARGETS, Target, corpus};

/// Mutations of a target and of a heavy one; the program does millions.
const MUTATIONS: u64 = 300;
const HEAVY_MUTATIONS: u64 = 25;

fn inputs(target: &Target) -> Vec<(String, Vec<u8>)> {
    let files = corpus::load(&corpus::folder(), target.name);
    let files = files.unwrap_or_else(|error| panic!("{} has no corpus: {error}", target.name));
    assert!(!files.is_empty(), "{} has no corpus", target.name);
    files
}

fn show(target: &Target, name: &str, failure: &Failure) -> String {
    format!(
        "{}: {} is broken by {name}: {}\n{:?}",
        target.name,
        target.promise,
        failure.what,
        String::from_utf8_lossy(&failure.input)
    )
}

#[test]
fn every_input_of_the_corpus_keeps_the_promise_of_its_target() {
    for target in TARGETS {
        for (name, input) in inputs(target) {
            if let Err(failure) = check(target, &input) {
                panic!("{}", show(target, &name, &failure));
            }
        }
    }
}

#[test]
fn every_target_keeps_its_promise_under_seeded_mutations() {
    for target in TARGETS {
        let corpus = inputs(target).into_iter().map(|(_, input)| input).collect();
        let mut hunt = Hunt::new(target, corpus, 1);
        hunt.warm_up().expect("the corpus is sound");
        let mutations = if target.heavy {
            HEAVY_MUTATIONS
        } else {
            MUTATIONS
        };
        for run in 0..mutations {
            if let Err(failure) = hunt.step() {
                panic!("{}", show(target, &format!("mutation {run}"), &failure));
            }
        }
    }
}

#[test]
fn every_corpus_folder_belongs_to_a_target() {
    let folder = std::fs::read_dir(corpus::folder()).expect("the corpus is part of the tree");
    for entry in folder {
        let name = entry.expect("the folder can be read").file_name();
        let known = TARGETS
            .iter()
            .any(|target| name.to_str() == Some(target.name));
        assert!(known, "nobody reads fixtures/fuzz/{}", name.display());
    }
}
