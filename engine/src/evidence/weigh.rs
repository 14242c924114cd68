//! Which rows count in one group of workers, and for how much.
//!
//! Adverse rows stay as they are until a closure ends them. Reassuring ones age, count once per question, group and
//! source class, and count for nothing where their source was caught denying what is shown. A row about everyone counts
//! in every group; a row about one group counts in that group, and a reassuring one also among everyone, for the
//! group's share of the workers.

#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: `states` is as long as the rows; families and classes as the ruleset's"
)]

use super::closure::is_strong_enough;
use super::rows::{PartyRows, Row};
use super::rules::EvidenceRules;
use super::{Direction, WorkerGroup, caught};
use crate::network::Party;

/// What a row is worth in the group that was weighed. φ is what age, and for a named group among everyone its share,
/// leave of a reassuring answer, 0–1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum State {
    /// About another group.
    Elsewhere,
    /// Says nothing about leaf or regime.
    Recorded(f64),
    /// Reassuring without a date.
    Undated,
    /// Reassuring, and a newer one says the same.
    Repeated(f64),
    /// Adverse, open and counted.
    Open,
    /// Adverse and open; a stronger one of the same source is counted.
    OpenAgain,
    /// Adverse and ended, by the row at this place or by hypothesis.
    Closed(Option<usize>),
    /// Reassuring and counted.
    Reassuring(f64),
    /// Reassuring, but its source was caught denying what is shown.
    Disbelieved(f64),
}

impl State {
    /// Whether it is adverse and not ended.
    pub(crate) fn is_open(self) -> bool {
        match self {
            Self::Open | Self::OpenAgain => true,
            Self::Elsewhere
            | Self::Recorded(_)
            | Self::Undated
            | Self::Repeated(_)
            | Self::Closed(_)
            | Self::Reassuring(_)
            | Self::Disbelieved(_) => false,
        }
    }
}

/// The rows of one party weighed in one group; kept between groups so that weighing allocates nothing.
#[derive(Debug, Default)]
pub(crate) struct Weighed {
    pub group: WorkerGroup,
    /// One per row.
    pub states: Vec<State>,
    /// Whether independent monitors are shut out.
    pub shut_out: bool,
    /// By family of sources: caught denying what is shown.
    pub caught: Vec<bool>,
    /// By source class: P(it sees what is there), 0 for those that are blind.
    pub sees: Vec<f64>,
}

impl Weighed {
    /// How far an absence reported by a class is to be believed: its `r_for`, or 0 on site where monitors are shut out.
    pub(crate) fn r_for(&self, class: usize, rules: &EvidenceRules<'_>) -> f64 {
        let class = &rules.classes[class];
        if self.shut_out && class.on_site { 0.0 } else { class.r_for }
    }

    /// Weighs the rows of a party in a group.
    pub(crate) fn weigh(
        &mut self,
        party: &Party,
        evidence: PartyRows<'_>,
        group: WorkerGroup,
        rules: &EvidenceRules<'_>,
    ) {
        self.group = group;
        self.caught.clear();
        self.caught.resize(rules.ruleset.families().len(), false);
        self.shut_out = evidence.rows.iter().enumerate().any(|(i, row)| {
            rules.facts(row).shuts_out && counts_in(row, group) && self.closed_by(i, evidence, rules, false).is_none()
        });
        self.states.clear();
        for (i, row) in evidence.rows.iter().enumerate() {
            let state = self.state_of(i, row, party, evidence, rules);
            self.states.push(state);
        }
        self.drop_repetition(evidence.rows, rules);
        caught::find(evidence.rows, self, rules);
        for (state, row) in self.states.iter_mut().zip(evidence.rows) {
            if let State::Reassuring(phi) = *state
                && self.caught[rules.class(row).family]
            {
                *state = State::Disbelieved(phi);
            }
        }
        self.look(evidence.rows, rules);
    }

    fn state_of(
        &self,
        i: usize,
        row: &Row,
        party: &Party,
        evidence: PartyRows<'_>,
        rules: &EvidenceRules<'_>,
    ) -> State {
        let direction = rules.facts(row).direction;
        if direction == Direction::Adverse {
            return match (counts_in(row, self.group), self.closed_by(i, evidence, rules, self.shut_out)) {
                (false, _) => State::Elsewhere,
                (true, Some(by)) => State::Closed(by),
                (true, None) => State::Open,
            };
        }
        let share = if counts_in(row, self.group) {
            1.0
        } else if self.group == WorkerGroup::All {
            share_of_workers(party, row)
        } else {
            0.0
        };
        if share == 0.0 {
            return State::Elsewhere;
        }
        match (direction, row.day) {
            (Direction::Reassuring, Some(_)) => State::Reassuring(row.freshness * share),
            (Direction::Reassuring, None) => State::Undated,
            (Direction::Adverse | Direction::Neutral, _) => State::Recorded(row.freshness * share),
        }
    }

    /// The closure that ends a row in this group: one that speaks of everyone or of this very group.
    #[expect(clippy::option_option, reason = "whether there is a closure, and the row that it is, if it is one")]
    fn closed_by(
        &self,
        adverse: usize,
        evidence: PartyRows<'_>,
        rules: &EvidenceRules<'_>,
        shut_out: bool,
    ) -> Option<Option<usize>> {
        let row = evidence.rows.get(adverse)?;
        let ends = |by: usize| {
            evidence.rows.get(by).is_some_and(|closing| {
                let class = rules.class(closing);
                let r_for = if shut_out && class.on_site { 0.0 } else { class.r_for };
                counts_in(closing, self.group) && is_strong_enough(r_for, row, rules)
            })
        };
        evidence.closures.iter().find(|link| link.adverse == adverse && link.by.is_none_or(ends)).map(|link| link.by)
    }

    /// Of answers to one question by one source class about one group: the newest reassuring one counts (of the same day
    /// the least reassuring), and the strongest open adverse one, separately for what speaks to a leaf and to the regime,
    /// since one does not replace the other.
    fn drop_repetition(&mut self, rows: &[Row], rules: &EvidenceRules<'_>) {
        let mut start = 0;
        for run in rows.chunk_by(|a, b| a.question == b.question && a.group == b.group && a.class == b.class) {
            let end = start + run.len();
            if run.len() > 1 {
                self.drop_repetition_in(start, run, rules);
            }
            start = end;
        }
    }

    fn drop_repetition_in(&mut self, start: usize, run: &[Row], rules: &EvidenceRules<'_>) {
        let mut newest: Option<usize> = None;
        let mut strongest: [Option<usize>; 2] = [None, None];
        for (i, row) in run.iter().enumerate() {
            let facts = rules.facts(row);
            match self.states[start + i] {
                State::Reassuring(_) => {
                    let key = |row: &Row| (row.day, rules.facts(row).ln_ratio, row.asked, row.population);
                    if newest.is_none_or(|best| key(row) > key(&run[best])) {
                        newest = Some(i);
                    }
                }
                State::Open => {
                    let best = &mut strongest[usize::from(facts.is_context)];
                    if best.is_none_or(|best| facts.ln_ratio > rules.facts(&run[best]).ln_ratio) {
                        *best = Some(i);
                    }
                }
                State::Elsewhere
                | State::Recorded(_)
                | State::Undated
                | State::Repeated(_)
                | State::OpenAgain
                | State::Closed(_)
                | State::Disbelieved(_) => {}
            }
        }
        for (i, state) in self.states[start..start + run.len()].iter_mut().enumerate() {
            match *state {
                State::Reassuring(phi) if newest != Some(i) => *state = State::Repeated(phi),
                State::Open if !strongest.contains(&Some(i)) => *state = State::OpenAgain,
                State::Elsewhere
                | State::Recorded(_)
                | State::Undated
                | State::Repeated(_)
                | State::Open
                | State::OpenAgain
                | State::Closed(_)
                | State::Reassuring(_)
                | State::Disbelieved(_) => {}
            }
        }
    }

    /// What each class sees: nothing where its family was caught; interviews by the largest number asked.
    fn look(&mut self, rows: &[Row], rules: &EvidenceRules<'_>) {
        let asked = rows
            .iter()
            .zip(&self.states)
            .filter(|(row, state)| rules.class(row).is_interview && matches!(state, State::Reassuring(_)))
            .filter_map(|(row, _)| row.asked)
            .max();
        self.sees.clear();
        for (i, class) in rules.classes.iter().enumerate() {
            let r_for = if self.caught[class.family] { 0.0 } else { self.r_for(i, rules) };
            self.sees.push(if class.is_interview { rules.interview_sees(r_for, asked) } else { r_for });
        }
    }
}

/// The groups that a party is looked at for: everyone, and each group that evidence names.
pub(crate) fn groups_named(rows: &[Row]) -> impl Iterator<Item = WorkerGroup> + use<> {
    let mut named = [false; WorkerGroup::ALL.len()];
    named[0] = true;
    for row in rows {
        named[row.group as usize] = true;
    }
    WorkerGroup::ALL.into_iter().zip(named).filter(|(_, named)| *named).map(|(group, _)| group)
}

/// Whether a row speaks of a group: it names it or is about everyone.
pub(crate) fn counts_in(row: &Row, group: WorkerGroup) -> bool {
    row.group == group || row.group == WorkerGroup::All
}

/// The part of the workers that a row about a named group speaks of: the party's stated share, else population ÷ workers,
/// else 0.
fn share_of_workers(party: &Party, row: &Row) -> f64 {
    let stated = match row.group {
        WorkerGroup::All => Some(1.0),
        WorkerGroup::Migrant => party.migrant_share,
        WorkerGroup::Agency => party.agency_share,
        WorkerGroup::Women => party.women_share,
        WorkerGroup::Young => party.young_share,
        WorkerGroup::Domestic
        | WorkerGroup::InternalMigrant
        | WorkerGroup::Irregular
        | WorkerGroup::Mobilised
        | WorkerGroup::Seasonal => None,
    };
    let counted = || match (row.population, party.workers) {
        (Some(population), Some(workers)) if workers > 0 => Some(f64::from(population) / f64::from(workers)),
        _ => None,
    };
    stated.or_else(counted).unwrap_or(0.0).clamp(0.0, 1.0)
}
