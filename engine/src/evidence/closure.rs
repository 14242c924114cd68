//! Closures: what ends an adverse row.
//!
//! A finding does not fade. It ends when a source that is reliable enough says, later, that it is over: with an `r_for` of
//! at least the finding's own `r_against`, or of the ruleset's `closure_at`, whichever is less.

use super::rows::{Row, Stated};
use super::rules::EvidenceRules;
use super::{ClosureRefusal, Direction, EvidenceNotice};

/// A row that may end another one of the same party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClosureLink {
    /// Place of the adverse row among the party's rows.
    pub adverse: usize,
    /// Place of the closing row; `None` where a hypothesis takes the row as ended.
    pub by: Option<usize>,
}

/// Links every closing row of a party to the rows that it ends, as far as dates, answers and the reliability of its
/// class allow; groups of workers and shut-out monitors are looked at when a group is weighed.
pub(crate) fn link_closures(
    rows: &[Row],
    texts: Stated<'_>,
    rules: &EvidenceRules<'_>,
) -> (Vec<ClosureLink>, Vec<EvidenceNotice>) {
    let mut links = Vec::new();
    let mut notices = Vec::new();
    for (by, closing) in rows.iter().enumerate().filter(|(_, row)| row.closes) {
        let Some(text) = texts.of(closing) else {
            continue;
        };
        let Some(closes) = &text.closes else { continue };
        let mut found = false;
        for (adverse, row) in rows.iter().enumerate() {
            let named = texts.of(row).filter(|row| row.reference.as_ref() == Some(closes));
            let (Some(named), true) = (named, rules.facts(row).direction == Direction::Adverse) else {
                continue;
            };
            if adverse == by {
                continue;
            }
            found = true;
            match refusal(closing, row, rules) {
                None => links.push(ClosureLink { adverse, by: Some(by) }),
                Some(reason) => notices.push(EvidenceNotice::ClosureRefused {
                    evidence: text.id.clone(),
                    adverse: named.id.clone(),
                    reason,
                }),
            }
        }
        if !found {
            notices.push(EvidenceNotice::ClosureFindsNothing { evidence: text.id.clone(), closes: closes.clone() });
        }
    }
    (links, notices)
}

fn refusal(closing: &Row, adverse: &Row, rules: &EvidenceRules<'_>) -> Option<ClosureRefusal> {
    let later = matches!((closing.day, adverse.day), (Some(closing), Some(adverse)) if closing > adverse);
    if rules.facts(closing).direction == Direction::Adverse {
        Some(ClosureRefusal::StillAdverse)
    } else if !later {
        Some(ClosureRefusal::NotLater)
    } else if !is_strong_enough(rules.class(closing).r_for, adverse, rules) {
        Some(ClosureRefusal::TooWeak)
    } else {
        None
    }
}

/// Whether a source that sees with `r_for` can end an adverse row.
pub(crate) fn is_strong_enough(r_for: f64, adverse: &Row, rules: &EvidenceRules<'_>) -> bool {
    r_for >= rules.class(adverse).r_against.min(rules.closure_at)
}
