//! One party: its groups of workers one after another, and the largest of them per channel.

#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: vectors are sized by the ruleset; parties are indices of the network"
)]

use super::coverage::{CoverageRoom, coverage};
use super::posterior::{Posterior, Workspace};
use super::prepared::Prepared;
use super::problem::{Problem, is_migrant, meets_recruiters};
use super::range::{around, sigma};
use super::result::{ChannelLikelihood, ClosedItem, GroupLikelihood, PartyLikelihood, RecruiterPart};
use super::tables::Tables;
use crate::evidence::{
    PartyRows, State, Stated, Weighed, WorkerGroup, confirmed_lists, groups_named, log_contradictions,
};
use crate::network::Party;

/// One party with its rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub index: usize,
    pub party: &'a Party,
    pub rows: PartyRows<'a>,
    pub stated: Stated<'a>,
}

/// Room kept between parties.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub weighed: Weighed,
    pub problem: Problem,
    pub workspace: Workspace,
    pub posterior: Posterior,
    lifted: Posterior,
    coverage: CoverageRoom,
}

impl Prepared<'_> {
    /// Everything about one party.
    pub(super) fn party_likelihood(
        &self,
        place: &Place<'_>,
        recruiters: Vec<RecruiterPart>,
        tables: &Tables,
        scratch: &mut Scratch,
    ) -> PartyLikelihood {
        let confirmed: Vec<usize> = confirmed_lists(place.rows.lists).collect();
        let mut undecided: Vec<usize> = self
            .matches_of(place.index)
            .iter()
            .filter(|found| !confirmed.contains(&found.list) && found.decided(place.rows.lists).is_none())
            .map(|found| found.list)
            .collect();
        undecided.sort_unstable();
        undecided.dedup();
        let mut found = PartyLikelihood {
            groups: Vec::new(),
            headline_group: WorkerGroup::All,
            channels: Vec::with_capacity(tables.channels),
            background: self.background(place, tables, scratch),
            gaps: self.factors.gaps(place.index).to_vec(),
            open_major: false,
            lists: confirmed.iter().filter_map(|&list| tables.list_ids.get(list).cloned()).collect(),
            undecided: undecided.iter().filter_map(|&list| tables.list_ids.get(list).cloned()).collect(),
            closures: Vec::new(),
            contradictions: Vec::new(),
            recruiters,
            carried: Vec::new(),
        };
        let mut open_leaves = leaves_brought(&found.recruiters, tables);
        // Largest p with undecided matches confirmed, per channel.
        let mut lifted: Vec<f64> = Vec::new();
        for group in groups_named(place.rows.rows) {
            self.solve_group(place, group, &found.recruiters, tables, scratch);
            found.groups.push(self.group_likelihood(place, tables, scratch));
            self.note_rows(place, scratch, &mut found, &mut open_leaves);
            if !undecided.is_empty() {
                for &list in &undecided {
                    scratch.problem.add_list(list, tables);
                }
                let Scratch { problem, workspace, lifted: posterior, .. } = scratch;
                workspace.solve(problem, &self.rules, tables, posterior);
                lifted.resize(tables.channels, 0.0);
                for (most, p) in lifted.iter_mut().zip(&posterior.channels) {
                    *most = most.max(*p);
                }
            }
        }
        for channel in 0..tables.channels {
            found.channels.push(self.largest(place, &found.groups, channel, lifted.get(channel).copied()));
        }
        if let Some(headline) = found.channels.get(self.rules.ruleset.headline()) {
            found.headline_group = headline.group;
        }
        if self.labour.recruits(place.index) {
            let groups: Vec<&[f64]> = found.groups.iter().map(|group| group.leaves.as_slice()).collect();
            found.carried = carries(&groups, &open_leaves, tables);
        }
        found
    }

    /// Only the largest likelihood per channel, and what the party carries to its employers.
    pub(super) fn channels_only(
        &self,
        place: &Place<'_>,
        recruiters: &[RecruiterPart],
        tables: &Tables,
        scratch: &mut Scratch,
    ) -> (Vec<f64>, Vec<f64>) {
        let mut most = vec![0.0_f64; tables.channels];
        let mut open_leaves = leaves_brought(recruiters, tables);
        let mut leaves: Vec<Vec<f64>> = Vec::new();
        let recruits = self.labour.recruits(place.index);
        for group in groups_named(place.rows.rows) {
            self.solve_group(place, group, recruiters, tables, scratch);
            for (most, p) in most.iter_mut().zip(&scratch.posterior.channels) {
                *most = most.max(*p);
            }
            if recruits {
                leaves.push(scratch.posterior.leaves.clone());
                self.mark_open_leaves(place, &scratch.weighed, &mut open_leaves);
            }
        }
        let groups: Vec<&[f64]> = leaves.iter().map(Vec::as_slice).collect();
        (most, if recruits { carries(&groups, &open_leaves, tables) } else { Vec::new() })
    }

    /// Weighs the rows of one group and sums it up; the results are in `scratch`.
    pub(super) fn solve_group(
        &self,
        place: &Place<'_>,
        group: WorkerGroup,
        recruiters: &[RecruiterPart],
        tables: &Tables,
        scratch: &mut Scratch,
    ) {
        self.pose_group(place, group, recruiters, tables, scratch);
        let Scratch { problem, workspace, posterior, .. } = scratch;
        workspace.solve(problem, &self.rules, tables, posterior);
    }

    /// Weighs the rows of one group and puts them as a problem.
    pub(super) fn pose_group(
        &self,
        place: &Place<'_>,
        group: WorkerGroup,
        recruiters: &[RecruiterPart],
        tables: &Tables,
        scratch: &mut Scratch,
    ) {
        let Scratch { weighed, problem, .. } = scratch;
        weighed.weigh(place.party, place.rows, group, &self.rules);
        problem.reset(tables, self.factor_sum(place.index), is_migrant(group, place.party, &self.rules));
        problem.add_rows(place.rows, weighed, &self.rules, tables);
        for list in confirmed_lists(place.rows.lists) {
            problem.add_list(list, tables);
        }
        if !recruiters.is_empty() && meets_recruiters(group) {
            problem.spared.resize(tables.leaves, 1.0);
            for (k, spared) in problem.spared.iter_mut().enumerate() {
                for recruiter in recruiters {
                    *spared *= 1.0 - recruiter.carried[k];
                }
            }
        }
    }

    pub(crate) fn factor_sum(&self, party: usize) -> f64 {
        self.factors.terms(party).iter().sum()
    }

    /// Channels from base and factors alone.
    fn background(&self, place: &Place<'_>, tables: &Tables, scratch: &mut Scratch) -> Vec<f64> {
        let Scratch { problem, workspace, posterior, .. } = scratch;
        let migrant = is_migrant(WorkerGroup::All, place.party, &self.rules);
        problem.reset(tables, self.factor_sum(place.index), migrant);
        workspace.solve(problem, &self.rules, tables, posterior);
        posterior.channels.clone()
    }

    /// The recruiters of a party that bring something; `carried` says what each of them carries.
    pub(super) fn recruiter_parts<'b>(
        &self,
        party: usize,
        carried: impl Fn(usize) -> Option<&'b Vec<f64>>,
    ) -> Vec<RecruiterPart> {
        let recruiters = self.labour.recruiters_of.get(party).map_or(&[][..], Vec::as_slice);
        recruiters
            .iter()
            .filter_map(|&recruiter| carried(recruiter).map(|carried| (recruiter, carried)))
            .filter(|(_, carried)| carried.iter().any(|part| *part > 0.0))
            .map(|(recruiter, carried)| RecruiterPart { recruiter, carried: carried.clone() })
            .collect()
    }

    fn mark_open_leaves(&self, place: &Place<'_>, weighed: &Weighed, open: &mut [bool]) {
        for (row, state) in place.rows.rows.iter().zip(&weighed.states) {
            if let (true, Some(leaf)) = (state.is_open(), self.rules.facts(row).leaf) {
                open[leaf] = true;
            }
        }
    }

    fn group_likelihood(&self, place: &Place<'_>, tables: &Tables, scratch: &mut Scratch) -> GroupLikelihood {
        let Scratch { weighed, posterior, coverage: room, .. } = scratch;
        let applicable = self.applicability.of(place.index);
        let (coverage, answered) = coverage(place.rows, weighed, applicable, (&self.rules, tables), room);
        GroupLikelihood {
            group: weighed.group,
            regimes: posterior.regimes.clone(),
            leaves: posterior.leaves.clone(),
            channels: posterior.channels.clone(),
            coverage,
            answered,
            caught: (0..weighed.caught.len()).filter(|&family| weighed.caught[family]).collect(),
            shut_out: weighed.shut_out,
        }
    }

    /// Writes down what the rows of the group that was weighed say beside their likelihood.
    fn note_rows(&self, place: &Place<'_>, scratch: &Scratch, found: &mut PartyLikelihood, open_leaves: &mut [bool]) {
        let weighed = &scratch.weighed;
        self.mark_open_leaves(place, weighed, open_leaves);
        log_contradictions(&mut found.contradictions, place.rows, weighed, place.stated, &self.rules);
        for (row, state) in place.rows.rows.iter().zip(&weighed.states) {
            if state.is_open() && self.rules.facts(row).is_major() {
                found.open_major = true;
            }
            let State::Closed(by) = *state else { continue };
            let id = |row| place.stated.of(row).map(|row| row.id.clone());
            let Some(adverse) = id(row) else { continue };
            let by = by.and_then(|by| place.rows.rows.get(by)).and_then(id);
            match found.closures.iter_mut().find(|closed| closed.adverse == adverse && closed.by == by) {
                Some(known) => known.groups.push(weighed.group),
                None => found.closures.push(ClosedItem { adverse, by, groups: vec![weighed.group] }),
            }
        }
    }

    /// The largest group of a channel, with its range. Groups stand in the order in which ties are broken.
    pub(super) fn largest(
        &self,
        place: &Place<'_>,
        groups: &[GroupLikelihood],
        channel: usize,
        lifted: Option<f64>,
    ) -> ChannelLikelihood {
        let mut largest = &groups[0];
        for group in groups {
            if group.channels[channel] > largest.channels[channel] {
                largest = group;
            }
        }
        let p = largest.channels[channel];
        let coverage = largest.coverage[channel];
        let rules = &self.rules.ruleset.source().regimes;
        let sigma = sigma(rules, coverage, self.factors.unknown_variance(place.index));
        let (p_low, p_high_decided) = around(p, sigma);
        let p_high = lifted.map_or(p_high_decided, |lifted| around(lifted, sigma).1.max(p_high_decided));
        ChannelLikelihood {
            p,
            p_low,
            p_high,
            p_high_decided,
            sigma,
            coverage,
            answered: largest.answered[channel],
            group: largest.group,
        }
    }
}

fn leaves_brought(recruiters: &[RecruiterPart], tables: &Tables) -> Vec<bool> {
    (0..tables.leaves).map(|k| recruiters.iter().any(|recruiter| recruiter.carried[k] > 0.0)).collect()
}

/// What a party carries to its employers: weight × its largest likelihood, for the leaves on which it or one of its own
/// recruiters has something open.
fn carries(groups: &[&[f64]], open_leaves: &[bool], tables: &Tables) -> Vec<f64> {
    (0..tables.leaves)
        .map(|k| {
            let largest = groups.iter().map(|leaves| leaves[k]).fold(0.0, f64::max);
            if open_leaves[k] { tables.labour_weight[k] * largest } else { 0.0 }
        })
        .collect()
}
