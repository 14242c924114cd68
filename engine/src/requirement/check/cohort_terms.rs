//! `cohort_terms`: terms of recruitment are kept.
//!
//! *What it asks*: that every cohort keeps each of the terms. *Why*: principles of fair recruitment ask for clear contracts,
//! papers in workers' own hands, freedom to leave, and no debt or deposit that ties them.
//! *Unknown when* a cohort does not state the term.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::point::{Point, What};
use super::super::statement::Catalogue;
use super::Ask;
use crate::ids::CohortId;
use crate::recruitment::{Cohort, Holder, Lender};

/// Terms of recruitment are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CohortTerms {
    /// The terms.
    pub terms: Vec<CohortTerm>,
}

/// A term of recruitment that a cohort row states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CohortTerm {
    /// The contract is in a language that the workers understand.
    ContractUnderstood,
    /// The contract was not replaced by another on arrival.
    ContractKept,
    /// Workers hold their documents, or have them in a locker of their own.
    DocumentsWithWorkers,
    /// Workers may leave the job freely.
    FreeToLeave,
    /// No deposit or bond.
    NoDeposit,
    /// No loan from employer, recruiter or their lender, and none that must be repaid before leaving.
    NoTyingDebt,
}

impl CohortTerm {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ContractUnderstood => "contract_understood",
            Self::ContractKept => "contract_kept",
            Self::DocumentsWithWorkers => "documents_with_workers",
            Self::FreeToLeave => "free_to_leave",
            Self::NoDeposit => "no_deposit",
            Self::NoTyingDebt => "no_tying_debt",
        }
    }

    /// Whether a cohort keeps it; `None` where it does not say.
    fn kept(self, cohort: &Cohort) -> Option<bool> {
        match self {
            Self::ContractUnderstood => cohort.contract_language_understood,
            Self::ContractKept => cohort.contract_substituted.map(|substituted| !substituted),
            Self::FreeToLeave => cohort.free_to_leave,
            Self::NoDeposit => cohort.deposit.map(|deposit| deposit <= 0.0),
            Self::DocumentsWithWorkers => cohort.documents_held_by.map(|holder| match holder {
                Holder::Worker | Holder::OwnLocker => true,
                Holder::EmployerOnRequest | Holder::Employer | Holder::Agent => false,
            }),
            Self::NoTyingDebt => {
                if cohort.loan_amount == Some(0.0) {
                    return Some(true);
                }
                let tied = cohort.loan_from.map(Lender::ties_to_employer);
                let barred = cohort.leave_before_repaid.map(|may| !may);
                match (tied, barred) {
                    (Some(true), _) | (_, Some(true)) => Some(false),
                    (Some(false), Some(false)) => Some(true),
                    (Some(false) | None, None) | (None, Some(false)) => None,
                }
            }
        }
    }
}

impl Ask for CohortTerms {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        if facts.cohorts().is_empty() {
            return Tally::missing(Point::new(What::NoCohorts));
        }
        let mut found: BTreeMap<(CohortTerm, Option<bool>), Vec<CohortId>> = BTreeMap::new();
        for (cohort, _) in facts.cohorts() {
            for term in &self.terms {
                found.entry((*term, term.kept(cohort))).or_default().push(cohort.id.clone());
            }
        }
        let mut tally = Tally::default();
        for ((term, kept), cohorts) in found {
            let point = |what| Point::new(what).named(term.as_str()).of(cohorts);
            match kept {
                Some(true) => tally.shown.push(point(What::TermKept)),
                Some(false) => tally.against.push(point(What::TermBroken)),
                None => tally.missing.push(point(What::TermUnknown)),
            }
        }
        tally
    }

    fn problems(&self, _catalogue: &Catalogue) -> Vec<String> {
        self.terms.is_empty().then(|| "`terms` needs at least one term".to_owned()).into_iter().collect()
    }
}
