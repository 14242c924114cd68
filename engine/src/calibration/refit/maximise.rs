//! The numbers that make expected counts, and the expert's weight beside them, most likely.

#![expect(clippy::indexing_slicing, reason = "INVARIANT: rows are sized by the ruleset; counts follow the same order")]

use super::expect::Counts;
use super::isotonic::not_falling;
use crate::ruleset::{Class, Grade, LeafRates, Ruleset, RulesetSource, TABLE_RANGE};

/// Steps after which Newton's method for the base odds has long come to its end.
const STEPS: usize = 50;
/// Prevalences stay this far from 0 and 1, unless the expert says that something never or always is.
const EDGE: f64 = 1e-6;

/// The refitted source, and the questions whose tables stay the expert's.
pub(super) fn maximise(
    expert: &Ruleset,
    now: &Ruleset,
    counts: &Counts,
    prior_cases: f64,
) -> (RulesetSource, Vec<String>) {
    let mut source = now.source().clone();
    base_odds(expert, &mut source, counts, prior_cases);
    prevalences(expert, &mut source, counts, prior_cases);
    let kept = answers(expert, &mut source, counts, prior_cases);
    (source, kept)
}

/// ln of the expert's weight on the numbers of a ruleset, up to a constant: as if `prior_cases` further cases had come
/// out as the expert says, in every row of numbers.
pub(super) fn prior(expert: &Ruleset, now: &Ruleset, prior_cases: f64) -> f64 {
    let term = |p: f64, q: f64| if p > 0.0 { p * libm::log(q.max(f64::MIN_POSITIVE)) } else { 0.0 };
    let two = |p: f64, q: f64| term(p, q) + term(1.0 - p, 1.0 - q);
    let blank = |ruleset: &Ruleset| regimes(&bases(ruleset.source()), 0.0, ruleset.source());
    let mut sum: f64 = blank(expert).iter().zip(blank(now)).map(|(p, q)| term(*p, q)).sum();
    for (a, b) in expert.source().indicators.iter().zip(&now.source().indicators) {
        for (a, b) in [(&a.leaves.inv, &b.leaves.inv), (&a.leaves.coe, &b.leaves.coe)] {
            let (Some(a), Some(b)) = (a, b) else { continue };
            sum += a.prevalence.iter().zip(&b.prevalence).map(|(p, q)| two(*p, *q)).sum::<f64>();
            let migrant = a.prevalence_migrant.iter().flatten().zip(b.prevalence_migrant.iter().flatten());
            sum += migrant.map(|(p, q)| two(*p, *q)).sum::<f64>();
        }
    }
    for (a, b) in expert.source().questions.iter().zip(&now.source().questions) {
        for (a, b) in a.answers.iter().zip(&b.answers) {
            for (p, q) in [(a.t, b.t), (a.f, b.f)] {
                sum += p.zip(q).map_or(0.0, |(p, q)| term(p, q));
            }
        }
    }
    prior_cases * sum
}

fn bases(source: &RulesetSource) -> Vec<f64> {
    source.regimes.classes.iter().map(|class| class.base).collect()
}

/// P(regime) at a place whose factors sum to this.
fn regimes(bases: &[f64], factors: f64, source: &RulesetSource) -> Vec<f64> {
    let ln: Vec<f64> =
        bases.iter().zip(&source.regimes.classes).map(|(base, class)| base + class.factor_weight * factors).collect();
    let most = ln.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let odds: Vec<f64> = ln.iter().map(|ln| libm::exp(ln - most)).collect();
    let total: f64 = odds.iter().sum();
    odds.iter().map(|odds| odds / total).collect()
}

/// Base log-odds by Newton's method; the objective is concave in them.
fn base_odds(expert: &Ruleset, source: &mut RulesetSource, counts: &Counts, prior_cases: f64) {
    let blank = regimes(&bases(expert.source()), 0.0, expert.source());
    let mut found = bases(source);
    let free = found.len().saturating_sub(1);
    for _ in 0..STEPS {
        let mut gradient = vec![0.0; free];
        let mut curvature = vec![vec![0.0; free]; free];
        let mut add = |weight: f64, factors: f64, wanted: &[f64]| {
            let p = regimes(&found, factors, source);
            for i in 0..free {
                gradient[i] += weight * (wanted[i + 1] - p[i + 1]);
                for j in 0..free {
                    let same = if i == j { p[i + 1] } else { 0.0 };
                    curvature[i][j] += weight * (same - p[i + 1] * p[j + 1]);
                }
            }
        };
        add(prior_cases, 0.0, &blank);
        for (factors, wanted) in &counts.regimes {
            add(1.0, *factors, wanted);
        }
        let Some(step) = solved(curvature, gradient) else { break };
        let most = step.iter().fold(0.0_f64, |most, step| most.max(step.abs()));
        // A long step from far away may overshoot.
        let part = if most > 1.0 { 1.0 / most } else { 1.0 };
        for (base, step) in found.iter_mut().skip(1).zip(&step) {
            *base += part * step;
        }
        if most < 1e-12 {
            break;
        }
    }
    for (class, base) in source.regimes.classes.iter_mut().zip(found) {
        class.base = base;
    }
}

/// Solves a small system of linear equations by elimination with the largest pivot; `None` where it has no single
/// solution.
fn solved(mut matrix: Vec<Vec<f64>>, mut right: Vec<f64>) -> Option<Vec<f64>> {
    let n = right.len();
    for column in 0..n {
        let pivot = (column..n).max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()))?;
        if matrix[pivot][column].abs() < 1e-300 {
            return None;
        }
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in column + 1..n {
            let part = matrix[row][column] / matrix[column][column];
            let above = matrix[column].clone();
            for (cell, above) in matrix[row].iter_mut().zip(above) {
                *cell -= part * above;
            }
            right[row] -= part * right[column];
        }
    }
    for column in (0..n).rev() {
        let rest: f64 = (column + 1..n).map(|k| matrix[column][k] * right[k]).sum();
        right[column] = (right[column] - rest) / matrix[column][column];
    }
    Some(right)
}

fn prevalences(expert: &Ruleset, source: &mut RulesetSource, counts: &Counts, prior_cases: f64) {
    for (k, leaf) in expert.leaves().iter().enumerate() {
        let stated = |source: &RulesetSource| -> Option<LeafRates> {
            let leaves = &source.indicators.get(leaf.indicator)?.leaves;
            match leaf.class {
                Class::Inv => leaves.inv.clone(),
                Class::Coe => leaves.coe.clone(),
            }
        };
        let Some(prior) = stated(expert.source()) else { continue };
        let [most, migrant] = [&counts.leaves[0][k], &counts.leaves[1][k]];
        // Without a second row the one row holds for all places.
        let both: Vec<(f64, f64)> = most.iter().zip(migrant).map(|(a, b)| (a.0 + b.0, a.1 + b.1)).collect();
        let second = prior.prevalence_migrant.as_ref();
        let first = if second.is_some() { most } else { &both };
        let rates = LeafRates {
            prevalence: prevalence(&prior.prevalence, first, prior_cases),
            prevalence_migrant: second.map(|second| prevalence(second, migrant, prior_cases)),
        };
        if let Some(indicator) = source.indicators.get_mut(leaf.indicator) {
            match leaf.class {
                Class::Inv => indicator.leaves.inv = Some(rates),
                Class::Coe => indicator.leaves.coe = Some(rates),
            }
        }
    }
}

/// Share of present leaves by regime, with the expert's cases among them, not falling.
fn prevalence(expert: &[f64], counts: &[(f64, f64)], prior_cases: f64) -> Vec<f64> {
    let weights: Vec<f64> = counts.iter().map(|(_, all)| prior_cases + all).collect();
    let shares: Vec<f64> = expert
        .iter()
        .zip(counts)
        .zip(&weights)
        .map(|((expert, (present, _)), weight)| {
            let share = (prior_cases * expert + present) / weight;
            if *expert > 0.0 && *expert < 1.0 { share.clamp(EDGE, 1.0 - EDGE) } else { *expert }
        })
        .collect();
    not_falling(&shares, &weights)
}

fn answers(expert: &Ruleset, source: &mut RulesetSource, counts: &Counts, prior_cases: f64) -> Vec<String> {
    let mut kept = Vec::new();
    for (q, prior) in expert.source().questions.iter().enumerate() {
        let told = &counts.answers[q];
        if told.iter().all(|(because, falsely)| *because == 0.0 && *falsely == 0.0) {
            continue;
        }
        let column = |of: &dyn Fn(usize) -> Option<(f64, f64)>| -> Option<Vec<f64>> {
            let rows: Option<Vec<(f64, f64)>> = (0..prior.answers.len()).map(of).collect();
            Some(table_column(&rows?, prior_cases))
        };
        let t = column(&|i| Some((prior.answers[i].t?, told[i].0)));
        let f = column(&|i| Some((prior.answers[i].f?, told[i].1)));
        let (Some(t), Some(f)) = (t, f) else { continue };
        // What an answer says may become weaker or stronger, never the opposite: its grade and its words say which.
        let turns = prior.answers.iter().enumerate().any(|(i, answer)| {
            let grade: Option<Grade> = answer.grade;
            let context_only = answer.by_regime.is_some();
            !context_only && (t[i] > f[i]) != (grade.is_some())
        });
        let context = prior.answers.iter().any(|answer| answer.by_regime.is_some());
        if turns || context {
            kept.push(prior.id.clone());
            if let Some(question) = source.questions.get_mut(q) {
                question.answers.clone_from(&prior.answers);
            }
            continue;
        }
        if let Some(question) = source.questions.get_mut(q) {
            for (i, answer) in question.answers.iter_mut().enumerate() {
                (answer.t, answer.f) = (Some(t[i]), Some(f[i]));
            }
        }
    }
    kept
}

/// A column of an answer table from the expert's shares and what was counted; it sums to 1 and stays within the range
/// that tables may hold.
fn table_column(rows: &[(f64, f64)], prior_cases: f64) -> Vec<f64> {
    let total: f64 = rows.iter().map(|(expert, counted)| prior_cases * expert + counted).sum();
    let (least, most) = TABLE_RANGE;
    let shares: Vec<f64> =
        rows.iter().map(|(expert, counted)| ((prior_cases * expert + counted) / total).clamp(least, most)).collect();
    // Where a number was lifted to the least, the largest gives way.
    let over = shares.iter().sum::<f64>() - 1.0;
    let largest = shares.iter().copied().fold(0.0, f64::max);
    let mut given = false;
    shares
        .iter()
        .map(|&share| {
            if !given && share.total_cmp(&largest).is_eq() {
                given = true;
                share - over
            } else {
                share
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: &[f64], expected: &[f64]) {
        assert!(
            found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12),
            "{found:?}"
        );
    }

    #[test]
    fn a_system_is_solved() {
        // 2x + y = 5, x − y = 1
        near(&solved(vec![vec![2.0, 1.0], vec![1.0, -1.0]], vec![5.0, 1.0]).unwrap(), &[2.0, 1.0]);
        assert_eq!(solved(vec![vec![1.0, 1.0], vec![1.0, 1.0]], vec![1.0, 2.0]), None);
    }

    #[test]
    fn a_prevalence_lies_between_the_expert_and_the_cases_by_their_weight() {
        // Expert 0.1 for 30 cases, 6 of 10 present: (3 + 6) / 40.
        near(&prevalence(&[0.1, 0.5], &[(6.0, 10.0), (0.0, 0.0)], 30.0), &[0.225, 0.5]);
    }

    #[test]
    fn a_prevalence_that_would_fall_is_pooled() {
        // 0.5 with weight 20 and (0.5·10 + 0)/20 = 0.25 with weight 20.
        near(&prevalence(&[0.4, 0.5], &[(6.0, 10.0), (0.0, 10.0)], 10.0), &[0.375, 0.375]);
    }

    #[test]
    fn what_the_expert_says_never_is_stays_so() {
        near(&prevalence(&[0.0, 0.5], &[(0.0, 5.0), (0.0, 0.0)], 10.0), &[0.0, 0.5]);
    }

    #[test]
    fn a_column_of_answers_sums_to_one_within_its_range() {
        // (0.9·10 + 0)/20, (0.0995·10 + 10)/20 and the least.
        let found = table_column(&[(0.9, 0.0), (0.0995, 10.0), (0.0005, 0.0)], 10.0);
        near(&found, &[0.45, 0.549_75 - 0.000_25, 0.0005]);
    }
}
