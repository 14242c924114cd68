//! One thing that a check rests on or misses, in a form that every language can say.

use serde::{Deserialize, Serialize};

use crate::ids::{CohortId, EvidenceId, PartyId};

macro_rules! what {
    ($($(#[$meta:meta])* $name:ident = $code:literal,)*) => {
        /// What a point says; the words stand in message files under its code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum What {
            $($(#[$meta])* #[serde(rename = $code)] $name,)*
        }

        impl What {
            /// Every one.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code used in files.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

what! {
    /// The subject gave an answer (name: question, value: answer).
    Stated = "stated",
    /// No answer to a question about the subject (name: question).
    NeedsStatement = "needs_statement",
    /// The answer rests on the subject's word alone (name: question).
    NeedsProof = "needs_proof",
    /// The answer is too old (name: question, value: its day).
    NeedsRenewal = "needs_renewal",
    /// The assessment is about no single subject.
    NoSubject = "no_subject",
    /// Places whose country is unknown.
    CountryUnknown = "country_unknown",
    /// Places whose region is unknown (name: country).
    RegionUnknown = "region_unknown",
    /// Places in the region (name: region as written in the rule).
    Located = "located",
    /// Number of places known to lie elsewhere.
    LocatedElsewhere = "located_elsewhere",
    /// Places with such goods from the country (name: country, value: HS code).
    GoodsFrom = "goods_from",
    /// Number of places known to have no such goods.
    GoodsElsewhere = "goods_elsewhere",
    /// Places in the country whose goods are unknown (name: country).
    GoodsUnknown = "goods_unknown",
    /// Places whose goods are unknown, or stated too coarsely to tell.
    GoodsUnstated = "goods_unstated",
    /// Places confirmed to be on a list (name: list).
    Listed = "listed",
    /// Number of places whose matches were rejected or that matched nothing (name: list).
    Unlisted = "unlisted",
    /// Matches that nobody decided yet (name: list).
    MatchUndecided = "match_undecided",
    /// Places that were not compared with the list (name: list).
    NotScreened = "not_screened",
    /// Places that are like no name on a list that is incomplete or too old (name: list, value: edition).
    ListIncomplete = "list_incomplete",
    /// Number of places traced back to where raw materials begin.
    Traced = "traced",
    /// Places that supply goods and disclose no supplier of their own.
    UpstreamUnknown = "upstream_unknown",
    /// Places that must have an input and disclose none (name: input).
    InputUndisclosed = "input_undisclosed",
    /// Number of links that are verified.
    LinksVerified = "links_verified",
    /// Suppliers at links that are not verified (count: links).
    LinksUnverified = "links_unverified",
    /// The exposed share is known closely enough (value: range).
    ShareKnown = "share_known",
    /// The exposed share is not known closely enough (value: range).
    ShareUnknown = "share_unknown",
    /// Number of direct links with a value.
    ValuesKnown = "values_known",
    /// Direct suppliers without a value (count: links).
    ValuesUnknown = "values_unknown",
    /// An indicator is observed at a place (name: leaf).
    Observed = "observed",
    /// A pattern is registered at places (name: pattern).
    PatternRegistered = "pattern_registered",
    /// An answer at places (name: question, value: answer).
    Answered = "answered",
    /// No such answer at places (name: question).
    NeedsAnswer = "needs_answer",
    /// Number of places where nothing asked about is observed and everything is answered.
    NotObserved = "not_observed",
    /// Places where answers are missing (name: indicator).
    AnswersMissing = "answers_missing",
    /// Number of places examined (name: source classes).
    Examined = "examined",
    /// Places not examined, or not lately (name: source classes).
    NotExamined = "not_examined",
    /// Findings that a later check ended.
    FindingEnded = "finding_ended",
    /// An open finding within its time (name: leaf).
    FindingOpen = "finding_open",
    /// An open finding beyond its time (name: leaf, value: first day).
    FindingOverdue = "finding_overdue",
    /// Number of places assessed with enough coverage.
    Scored = "scored",
    /// Places with too little coverage to be scored.
    NotScored = "not_scored",
    /// Number of places ranked by severity and likelihood.
    Ranked = "ranked",
    /// Places with measures in the plan.
    Planned = "planned",
    /// Places without measures in a plan.
    NotPlanned = "not_planned",
    /// Workers bore a fee (name: category).
    FeeBorne = "fee_borne",
    /// Workers bore no such fee (name: category).
    FeeNotBorne = "fee_not_borne",
    /// Nothing is said about a fee (name: category).
    FeeUnknown = "fee_unknown",
    /// That workers bore no fee rests on the employer's word (name: category).
    FeeUnproved = "fee_unproved",
    /// Recruitment cost below the threshold (value: months).
    CostBelow = "cost_below",
    /// Recruitment cost at or above the threshold (value: months).
    CostAbove = "cost_above",
    /// Recruitment cost unknown, or known as a lower bound only.
    CostUnknown = "cost_unknown",
    /// A term of recruitment is kept (name: term).
    TermKept = "term_kept",
    /// A term of recruitment is broken (name: term).
    TermBroken = "term_broken",
    /// A term of recruitment is not stated (name: term).
    TermUnknown = "term_unknown",
    /// Everything that workers paid was paid back.
    Repaid = "repaid",
    /// Money still to be paid back, within its time (value: per worker).
    RepaymentOpen = "repayment_open",
    /// Money still to be paid back, beyond its time (value: per worker).
    RepaymentOverdue = "repayment_overdue",
    /// The stated cost agrees with what is published for the corridor (value: published figure).
    CostPlausible = "cost_plausible",
    /// The stated cost is far below what is published and rests on no interview or receipt (value: published figure).
    CostImplausible = "cost_implausible",
    /// No recruitment cohorts are stated.
    NoCohorts = "no_cohorts",
}

/// One thing that a rule rests on, or that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// What it says.
    pub what: What,
    /// A question, list, region, leaf, category or the like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// An answer, a date, a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Number of places, links or cohorts that it is about.
    pub count: usize,
    /// Places, where they are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<PartyId>,
    /// Cohorts, where they are named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cohorts: Vec<CohortId>,
    /// Evidence relied on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceId>,
}

impl Point {
    pub(super) fn new(what: What) -> Self {
        let (parties, cohorts, evidence) = (Vec::new(), Vec::new(), Vec::new());
        Self { what, name: None, value: None, count: 0, parties, cohorts, evidence }
    }

    pub(super) fn named(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    pub(super) fn valued(self, value: impl Into<String>) -> Self {
        Self { value: Some(value.into()), ..self }
    }

    pub(super) fn counted(self, count: usize) -> Self {
        Self { count, ..self }
    }

    /// About these places; sets the count.
    pub(super) fn at(self, parties: Vec<PartyId>) -> Self {
        Self { count: parties.len(), parties, ..self }
    }

    /// About these cohorts; sets the count.
    pub(super) fn of(self, cohorts: Vec<CohortId>) -> Self {
        Self { count: cohorts.len(), cohorts, ..self }
    }

    pub(super) fn by(self, evidence: Vec<EvidenceId>) -> Self {
        Self { evidence, ..self }
    }
}
