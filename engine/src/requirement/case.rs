//! Runs a case of a checklist: a small network and what is stated in, the outcome of one rule out.

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::with_requirements;
use super::checked::Requirement;
use super::outcome::Outcome;
use super::point::Point;
use super::statement::Catalogue;
use crate::assessment::{Mismatch, Options, assess};
use crate::evidence::{AUTHORITY, Evidence, EvidenceOrigin, Period, WorkerGroup};
use crate::ids::EvidenceId;
use crate::inputs::Inputs;
use crate::network::{Country, Housing, Link, LinkKind, LinkStatus, Party, PartyKind, PartyOrigin};
use crate::planning::{PlanKind, PlanRequest};
use crate::recruitment::{Cohort, Fee, FeeBasis, FeeCategory, Holder, Lender, Payer};
use crate::ruleset::{Ruleset, Says};

/// The subject of a case.
const SUBJECT: &str = "buyer";
/// What stands for the conditions of a checklist instead of a rule.
const APPLIES: &str = "applies";
/// Worlds do not matter to an outcome.
const WORLDS: u32 = 64;
/// Workers of a cohort of a case.
const COHORT: u32 = 20;

/// One rule, a small network, what is known, and what must come out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequirementCase {
    /// Id within the checklist.
    pub id: String,
    /// What it shows, in one sentence; may be left out where rule and outcome say it.
    #[serde(default)]
    pub shows: String,
    /// The rule, or `applies`.
    pub rule: String,
    /// Day of the assessment; the day of the checklist's ruleset where not given.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
    /// Places beside the subject `buyer`; an entry `buyer` says more of the subject.
    #[serde(default)]
    pub places: Vec<CasePlace>,
    /// Links; without any, every place supplies goods to the subject.
    #[serde(default)]
    pub links: Vec<CaseLink>,
    /// Answers about places.
    #[serde(default)]
    pub evidence: Vec<CaseStatement>,
    /// Places at which an authority answers every question of the ruleset on the day itself as reassuringly as it can be.
    #[serde(default)]
    pub clean: Vec<String>,
    /// What the subject states by a document on the day itself.
    #[serde(default)]
    pub stated: BTreeMap<String, String>,
    /// What it states by other sources or on other days.
    #[serde(default)]
    pub statements: Vec<CaseStatement>,
    /// Cohorts of the subject.
    #[serde(default)]
    pub cohorts: Vec<CaseCohort>,
    /// Budget of a plan of measures, if one is made.
    #[serde(default)]
    pub plan: Option<u32>,
    /// Whether the assessment has a subject.
    #[serde(default)]
    pub without_subject: bool,
    /// `satisfied`, `breached`, `unknown` or `not_applicable`.
    pub outcome: String,
    /// Codes of what is missing, if that is to be compared.
    #[serde(default)]
    pub missing: Option<Vec<String>>,
}

/// A place of a case; what is not said is unknown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CasePlace {
    /// Id.
    pub id: String,
    /// Country.
    pub country: Option<Country>,
    /// Region as written.
    pub subdivision: Option<String>,
    /// Address as written.
    pub address: Option<String>,
    /// Kind.
    pub kind: Option<PartyKind>,
    /// ISIC code.
    pub sector: Option<String>,
    /// HS codes.
    pub products: Vec<String>,
    /// Workers.
    pub workers: Option<u32>,
    /// 0–1.
    pub migrant_share: Option<f64>,
    /// 0–1.
    pub agency_share: Option<f64>,
    /// 0–1.
    pub women_share: Option<f64>,
    /// 0–1.
    pub young_share: Option<f64>,
    /// Housing.
    pub housing: Option<Housing>,
}

/// A link of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseLink {
    /// Supplier.
    pub supplier: String,
    /// Buyer.
    #[serde(default = "subject")]
    pub buyer: String,
    /// Kind.
    #[serde(default)]
    pub kind: LinkKind,
    /// Status.
    #[serde(default)]
    pub status: LinkStatus,
    /// HS code.
    #[serde(default)]
    pub commodity: Option<String>,
    /// Share of input.
    #[serde(default)]
    pub share: Option<f64>,
    /// Yearly value in EUR.
    #[serde(default)]
    pub value: Option<f64>,
}

fn subject() -> String {
    SUBJECT.to_owned()
}

/// An answer of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseStatement {
    /// Place; the subject where not given.
    #[serde(default = "subject")]
    pub place: String,
    /// Question.
    pub question: String,
    /// Answer.
    pub answer: String,
    /// Source class.
    #[serde(default = "document")]
    pub source: String,
    /// Days before the day of the assessment.
    #[serde(default)]
    pub age_days: u32,
    /// Group of workers.
    #[serde(default)]
    pub group: WorkerGroup,
    /// Workers asked.
    #[serde(default)]
    pub asked: Option<u32>,
    /// Reference of the row.
    #[serde(default)]
    pub reference: Option<String>,
    /// Reference of the adverse row that it ends.
    #[serde(default)]
    pub closes: Option<String>,
}

fn document() -> String {
    "document".to_owned()
}

/// A cohort of a case, at the subject; wage and amounts in one currency.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CaseCohort {
    /// Id; `cohort` where not given.
    pub id: String,
    /// Origin.
    pub origin: Option<Country>,
    /// Destination.
    pub destination: Option<Country>,
    /// Days from the last arrival to the day of the assessment; none where not given.
    pub arrived_days_ago: Option<u32>,
    /// What workers paid per worker, by category; `null` is an unknown amount.
    pub paid: BTreeMap<FeeCategory, Option<f64>>,
    /// Who paid; the worker where not given.
    pub paid_by: Option<Payer>,
    /// What the amounts rest on.
    pub basis: Option<FeeBasis>,
    /// Paid back per worker and category.
    pub reimbursed: Option<f64>,
    /// Monthly wage.
    pub wage: Option<f64>,
    /// Loan.
    pub loan: Option<f64>,
    /// Interest a month, 0.02 is two percent.
    pub loan_monthly_rate: Option<f64>,
    /// Who lent.
    pub loan_from: Option<Lender>,
    /// May workers leave before it is repaid.
    pub leave_before_repaid: Option<bool>,
    /// Deposit.
    pub deposit: Option<f64>,
    /// Who holds the documents.
    pub documents: Option<Holder>,
    /// Was the contract understood.
    pub contract_understood: Option<bool>,
    /// Was it replaced.
    pub contract_substituted: Option<bool>,
    /// May workers leave.
    pub free_to_leave: Option<bool>,
}

/// Asks the rule of a case and compares; empty where all is as expected.
pub fn check_requirement_case(
    requirement: &Requirement,
    catalogue: &Catalogue,
    ruleset: &Ruleset,
    case: &RequirementCase,
) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    let mut differs = |what: &str, expected: &str, found: &str| {
        let [what, expected, found] = [what, expected, found].map(str::to_owned);
        mismatches.push(Mismatch { case: case.id.clone(), what, expected, found });
    };
    let as_of = case.as_of.unwrap_or(requirement.source().effective_from);
    let mut inputs = inputs_of(case, as_of);
    inputs.evidence.extend(case.clean.iter().flat_map(|place| clean(place, ruleset, as_of)));
    let plan = case.plan.map(|budget| PlanRequest { kind: PlanKind::Fix, budget });
    let subject = (!case.without_subject).then(|| SUBJECT.into());
    let options = Options { worlds: WORLDS, subject, plan, ..Options::as_of(as_of) };
    let unread = inputs.statements.iter().find(|row| catalogue.form(row.question.as_str()).is_none());
    if let Some(row) = unread {
        differs("statements", "a question of the checklists", row.question.as_str());
    }
    match assess(&inputs, ruleset, &options) {
        Err(error) => differs("assessment", "a result", &error.to_string()),
        Ok(assessment) => {
            if let Some(notice) = assessment.evidence_notices.first() {
                differs("evidence", "all of it readable", &format!("{}: {}", notice.reason, notice.detail));
            }
            let assessment = with_requirements(assessment, &inputs, ruleset, &[requirement], catalogue);
            match assessment.requirements.first().and_then(|result| outcome_of(result, &case.rule)) {
                None => differs("rule", "a rule of the checklist", &case.rule),
                Some(outcome) => {
                    if outcome.as_str() != case.outcome {
                        differs(&case.rule, &case.outcome, &told(outcome));
                    }
                    if let Some(expected) = &case.missing {
                        let mut found: Vec<&str> = outcome.missing().iter().map(|point| point.what.as_str()).collect();
                        found.sort_unstable();
                        found.dedup();
                        let mut expected: Vec<&str> = expected.iter().map(String::as_str).collect();
                        expected.sort_unstable();
                        if found != expected {
                            differs("missing", &expected.join(", "), &found.join(", "));
                        }
                    }
                }
            }
        }
    }
    mismatches
}

fn outcome_of<'r>(result: &'r super::RequirementResult, rule: &str) -> Option<&'r Outcome> {
    if rule == APPLIES {
        return Some(&result.applies);
    }
    result.rules.iter().find(|one| one.rule == rule).map(|one| &one.outcome)
}

fn told(outcome: &Outcome) -> String {
    let missing: Vec<String> = outcome.missing().iter().map(point).collect();
    if missing.is_empty() { outcome.as_str().to_owned() } else { format!("unknown ({})", missing.join(", ")) }
}

fn point(point: &Point) -> String {
    match &point.name {
        Some(name) => format!("{} {name}", point.what.as_str()),
        None => point.what.as_str().to_owned(),
    }
}

fn inputs_of(case: &RequirementCase, as_of: NaiveDate) -> Inputs {
    let mut inputs = Inputs::default();
    if !case.places.iter().any(|place| place.id == SUBJECT) {
        let subject = CasePlace { id: subject(), country: Country::from_alpha3("DEU"), ..CasePlace::default() };
        inputs.parties.push(party(&subject));
    }
    inputs.parties.extend(case.places.iter().map(party));
    if case.links.is_empty() {
        let suppliers = case.places.iter().filter(|place| place.id != SUBJECT);
        inputs
            .links
            .extend(suppliers.map(|place| Link::new(place.id.as_str().into(), SUBJECT.into(), LinkKind::Goods)));
    }
    inputs.links.extend(case.links.iter().map(|stated| {
        let mut link = Link::new(stated.supplier.as_str().into(), stated.buyer.as_str().into(), stated.kind);
        link.status = stated.status;
        link.commodity.clone_from(&stated.commodity);
        link.share = stated.share;
        link.annual_value = stated.value;
        link.currency = stated.value.map(|_| "EUR".to_owned());
        link
    }));
    inputs.evidence.extend(case.evidence.iter().map(|row| evidence(row, as_of)));
    let plainly = case.stated.iter().map(|(question, answer)| CaseStatement {
        question: question.clone(),
        answer: answer.clone(),
        ..plain()
    });
    inputs.statements.extend(plainly.chain(case.statements.iter().cloned()).map(|row| evidence(&row, as_of)));
    inputs.cohorts.extend(case.cohorts.iter().map(|stated| cohort(stated, as_of)));
    inputs
}

fn party(stated: &CasePlace) -> Party {
    let mut party = Party::unknown(stated.id.as_str().into(), stated.id.as_str(), PartyOrigin::Listed);
    party.country = stated.country;
    party.subdivision.clone_from(&stated.subdivision);
    party.address.clone_from(&stated.address);
    party.kind = stated.kind;
    party.sector.clone_from(&stated.sector);
    party.products.clone_from(&stated.products);
    party.workers = stated.workers;
    party.migrant_share = stated.migrant_share;
    party.agency_share = stated.agency_share;
    party.women_share = stated.women_share;
    party.young_share = stated.young_share;
    party.housing = stated.housing;
    party
}

/// The most reassuring answer to every question that has one, by an authority.
fn clean(place: &str, ruleset: &Ruleset, as_of: NaiveDate) -> Vec<Evidence> {
    let asked = ruleset.source().questions.iter().zip(ruleset.questions());
    let rows = asked.filter_map(|(question, resolved)| {
        let ratio = |says: &Says| match says {
            Says::Leaf { t, f, .. } => t / f,
            Says::Regime(by) => by.last().zip(by.first()).map_or(1.0, |(last, first)| last / first),
            Says::Nothing => 1.0,
        };
        let answers = question.answers.iter().zip(&resolved.answers).filter(|(_, answer)| answer.says.is_reassuring());
        let (answer, _) = answers.min_by(|(_, a), (_, b)| ratio(&a.says).total_cmp(&ratio(&b.says)))?;
        let row = CaseStatement {
            place: place.to_owned(),
            question: question.id.clone(),
            answer: answer.id.clone(),
            source: AUTHORITY.to_owned(),
            ..plain()
        };
        Some(evidence(&row, as_of))
    });
    rows.collect()
}

/// A row of the subject about nothing in particular.
fn plain() -> CaseStatement {
    CaseStatement {
        place: subject(),
        question: String::new(),
        answer: String::new(),
        source: document(),
        age_days: 0,
        group: WorkerGroup::All,
        asked: None,
        reference: None,
        closes: None,
    }
}

fn evidence(row: &CaseStatement, as_of: NaiveDate) -> Evidence {
    let day = as_of.checked_sub_days(Days::new(u64::from(row.age_days))).unwrap_or(as_of);
    let from = day.checked_sub_months(Months::new(12)).unwrap_or(day);
    Evidence {
        id: EvidenceId::new(""),
        party: row.place.as_str().into(),
        question: row.question.as_str().into(),
        answer: row.answer.clone(),
        source: row.source.clone(),
        source_id: format!("{} {day}", row.source),
        observed_on: Some(day),
        group: row.group,
        period: Some(Period { from, to: day }),
        affected: None,
        asked: row.asked,
        population: None,
        closes: row.closes.clone(),
        reference: row.reference.clone(),
        origin: EvidenceOrigin::Answer,
    }
    .identified()
}

fn cohort(stated: &CaseCohort, as_of: NaiveDate) -> Cohort {
    let currency = || Some("EUR".to_owned());
    let fees = stated.paid.iter().map(|(category, amount)| Fee {
        category: *category,
        per_worker: *amount,
        currency: currency(),
        basis: stated.basis,
        paid_by: stated.paid_by,
        reimbursed_per_worker: stated.reimbursed,
    });
    let ago = |days: u32| as_of.checked_sub_days(Days::new(u64::from(days)));
    Cohort {
        id: if stated.id.is_empty() { "cohort".into() } else { stated.id.as_str().into() },
        employer: SUBJECT.into(),
        recruiter: None,
        origin: stated.origin,
        destination: stated.destination,
        workers: Some(COHORT),
        sex: None,
        arrived_from: None,
        arrived_to: ago(stated.arrived_days_ago.unwrap_or(0)),
        fees: fees.collect(),
        monthly_wage: stated.wage,
        wage_currency: currency(),
        monthly_deductions: None,
        monthly_living_cost: None,
        contract_months: None,
        loan_amount: stated.loan,
        loan_currency: currency(),
        loan_monthly_rate: stated.loan_monthly_rate,
        loan_from: stated.loan_from,
        leave_before_repaid: stated.leave_before_repaid,
        deposit: stated.deposit,
        documents_held_by: stated.documents,
        contract_language_understood: stated.contract_understood,
        contract_substituted: stated.contract_substituted,
        free_to_leave: stated.free_to_leave,
    }
}
