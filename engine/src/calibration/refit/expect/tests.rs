//! Expected counts against the sum over every state of a small world.

use super::*;
use crate::calibration::LabelledCase;
use crate::likelihood::tests::builder::{OTHER, Rules, SAID};
use crate::ruleset::{CaseEvidence, CaseParty, Grade};

fn row(question: &str, answer: &str, source: &str) -> CaseEvidence {
    CaseEvidence {
        question: question.to_owned(),
        answer: answer.to_owned(),
        source: source.to_owned(),
        age_days: 0,
        group: crate::evidence::WorkerGroup::All,
        asked: None,
        population: None,
        reference: None,
        closes: None,
    }
}

#[test]
fn counts_are_those_of_every_state_summed_up() {
    let mut rules = Rules::new();
    rules.ask("Q1", "I7.coe", 0.6, 0.02, Grade::Major).ask("Q2", "I8.inv", 0.7, 0.1, Grade::Minor);
    let ruleset = rules.build();
    // An adverse answer of a document (believed 0.9) and a reassuring one of an unannounced audit (sees 0.7, φ = 1).
    let evidence = vec![row("Q1", SAID, "document"), row("Q2", OTHER, "audit_unannounced")];
    let outcome = Outcome { headline: true, leaves: [("I9.coe".to_owned(), false)].into() };
    let case = LabelledCase { id: "c".to_owned(), party: CaseParty::default(), evidence, outcome };
    let labelled = Labelled::new(&ruleset, &[case]).unwrap();
    let counts = expect(&ruleset, &labelled);

    let leaves = ruleset.leaves();
    let index = |id: &str| ruleset.leaf(id).unwrap();
    let (papers, wages, debt) = (index("I7.coe"), index("I8.inv"), index("I9.coe"));
    let odds: Vec<f64> = [0.0, -1.2, -4.2].iter().map(|b| libm::exp(*b)).collect();
    let total_odds: f64 = odds.iter().sum();
    let (mut total, mut because_papers, mut because_wages) = (0.0, 0.0, 0.0);
    let mut regimes = [0.0; 3];
    let mut present = vec![[0.0; 3]; leaves.len()];
    for z in 0..3 {
        for state in 0..1_u32 << leaves.len() {
            let on = |k: usize| state >> k & 1 == 1;
            let any = |class: crate::ruleset::Class| (0..leaves.len()).any(|k| on(k) && leaves[k].class == class);
            if on(debt) || !any(crate::ruleset::Class::Inv) || !any(crate::ruleset::Class::Coe) {
                continue;
            }
            for seen in [true, false] {
                let mut p = odds[z] / total_odds * if seen { 0.7 } else { 0.3 };
                for (k, leaf) in leaves.iter().enumerate() {
                    p *= if on(k) { leaf.prevalence[z] } else { 1.0 - leaf.prevalence[z] };
                }
                let of_papers = if on(papers) { 0.9 * 0.6 + 0.1 * 0.02 } else { 0.02 };
                let of_wages = if on(wages) && seen { 0.3 } else { 0.9 };
                p *= of_papers * of_wages;
                total += p;
                regimes[z] += p;
                (0..leaves.len()).filter(|&k| on(k)).for_each(|k| present[k][z] += p);
                if on(papers) {
                    because_papers += p * 0.54 / 0.542;
                }
                if on(wages) && seen {
                    because_wages += p;
                }
            }
        }
    }
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-9, "{found} and {expected}");
    near(counts.log_likelihood, libm::log(total));
    for z in 0..3 {
        near(counts.regimes[0].1[z], regimes[z] / total);
        for (counted, present) in counts.leaves[0].iter().zip(&present) {
            near(counted[z].0, present[z] / total);
            near(counted[z].1, regimes[z] / total);
        }
    }
    let answered = |question: &str, answer: usize| counts.answers[ruleset.question(question).unwrap()][answer];
    near(answered("Q1", 0).0, because_papers / total);
    near(answered("Q2", 1).0, because_wages / total);
    near(answered("Q2", 1).0 + answered("Q2", 1).1, 1.0);
}
