//! Cohorts: rows that belong together, employers and recruiters.

use std::collections::BTreeMap;

use karvon_engine::ids::{CohortId, PartyId};
use karvon_engine::network::{Link, LinkKind, PartyKind};
use karvon_engine::recruitment::{Cohort, Fee};

use super::Assembler;
use crate::finding::{Draft, Rule};
use crate::row::Origin;
use crate::row::recruitment::RecruitmentRow;
use crate::table::{self, TableKind};

/// The rows of one cohort as far as they agree.
struct Gathered {
    row: RecruitmentRow,
    fees: Vec<(Fee, Origin)>,
    origin: Origin,
}

impl Gathered {
    fn new(row: RecruitmentRow, origin: Origin) -> Self {
        let fees = row.fee().map(|fee| (fee, origin.clone())).into_iter().collect();
        Self { row, fees, origin }
    }

    /// Takes in another row of the cohort, or says what is wrong with it.
    fn add(&mut self, row: &RecruitmentRow, origin: &Origin) -> Option<Draft> {
        if let Err(fields) = self.row.agree(row) {
            let spot = origin.spot(Some(table::recruitment::COHORT_ID));
            let draft = Draft::new(Rule::CohortDisagrees, spot).with("fields", fields.join(", "));
            return Some(draft.with("first", self.origin.in_words()));
        }
        let fee = row.fee()?;
        if let Some((earlier, place)) = self.fees.iter().find(|(earlier, _)| earlier.category == fee.category) {
            let rule = if *earlier == fee { Rule::RepeatedRow } else { Rule::RepeatedFee };
            let spot = origin.spot(Some(table::recruitment::FEE_CATEGORY));
            return Some(Draft::new(rule, spot).with("first", place.in_words()));
        }
        self.fees.push((fee, origin.clone()));
        None
    }
}

impl Assembler<'_> {
    /// Cohorts from their rows, by id.
    pub(super) fn cohorts(&mut self, rows: Vec<(RecruitmentRow, Origin)>) -> Vec<Cohort> {
        let mut cohorts: BTreeMap<CohortId, Gathered> = BTreeMap::new();
        for (row, origin) in rows {
            if !self.has_employer(&row, &origin) {
                self.leave_out(TableKind::Recruitment);
                continue;
            }
            let id = CohortId::new(row.cohort_id.as_str());
            let place = origin.place(None);
            let problem = if let Some(cohort) = cohorts.get_mut(&id) {
                cohort.add(&row, &origin)
            } else {
                cohorts.insert(id.clone(), Gathered::new(row, origin));
                None
            };
            if let Some(draft) = problem {
                let is_error = draft.is_error();
                self.findings.add(draft.value(id.as_str()));
                if is_error {
                    self.leave_out(TableKind::Recruitment);
                    continue;
                }
            }
            self.provenance.cohorts.entry(id).or_default().push(place);
        }
        let mut made = Vec::with_capacity(cohorts.len());
        for Gathered { row, fees, origin } in cohorts.into_values() {
            self.recruiter(&row, &origin);
            let mut fees: Vec<Fee> = fees.into_iter().map(|(fee, _)| fee).collect();
            fees.sort_by_key(|fee| fee.category);
            made.push(row.into_cohort(fees));
        }
        made
    }

    /// Whether the employer of a row is a party. Without any suppliers table, cohorts bring their employers along.
    pub(super) fn has_employer(&mut self, row: &RecruitmentRow, origin: &Origin) -> bool {
        let field = table::recruitment::EMPLOYER_ID;
        let id = PartyId::new(row.employer_id.as_str());
        let draft = |rule| Draft::new(rule, origin.spot(Some(field))).value(id.as_str());
        if self.has_known || self.counts.contains_key(&TableKind::Suppliers) {
            let is_known = self.parties.contains_key(&id);
            if !is_known {
                self.findings.add(draft(Rule::UnknownParty));
            }
            return is_known;
        }
        if self.mention(&id, None, origin.place(Some(field))) {
            self.findings.add_once(draft(Rule::UnlistedEmployer));
        }
        true
    }

    /// The labour link of a cohort, and the recruiter as a party.
    pub(super) fn recruiter(&mut self, row: &RecruitmentRow, origin: &Origin) {
        let Some(recruiter) = row.recruiter_id.as_deref().map(PartyId::new) else {
            return;
        };
        let field = table::recruitment::RECRUITER_ID;
        let draft = |rule| Draft::new(rule, origin.spot(Some(field))).value(recruiter.as_str());
        if recruiter.as_str() == row.employer_id {
            self.findings.add(draft(Rule::OwnRecruiter));
            return;
        }
        if self.mention(&recruiter, Some(PartyKind::Recruiter), origin.place(Some(field))) {
            self.findings.add_once(draft(Rule::UnlistedRecruiter));
        }
        let employer = PartyId::new(row.employer_id.as_str());
        self.add_short(Link::new(recruiter.clone(), employer, LinkKind::Labour), origin.clone(), field);
    }
}
