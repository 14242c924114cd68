//! Cohorts of workers recruited together, as the recruitment table states them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{CohortId, PartyId};
use crate::network::Country;

/// Category of a recruitment fee or related cost (ILO definition of recruitment fees and related costs, 2019).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum FeeCategory {
    /// Fee for recruitment services.
    F1,
    /// Fee for recruitment to work for a third party.
    F2,
    /// Fee for direct recruitment by the employer.
    F3,
    /// Recovery of fees from workers.
    F4,
    /// Medical costs.
    C1,
    /// Insurance.
    C2,
    /// Skill and qualification tests.
    C3,
    /// Training and orientation.
    C4,
    /// Equipment.
    C5,
    /// Travel and lodging.
    C6,
    /// Administrative costs.
    C7,
    /// Illegitimate, unreasonable or undisclosed costs.
    X1,
}

impl FeeCategory {
    /// Every category, in the order of the definition.
    pub const ALL: [Self; 12] = [
        Self::F1,
        Self::F2,
        Self::F3,
        Self::F4,
        Self::C1,
        Self::C2,
        Self::C3,
        Self::C4,
        Self::C5,
        Self::C6,
        Self::C7,
        Self::X1,
    ];

    /// The code used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::F1 => "F1",
            Self::F2 => "F2",
            Self::F3 => "F3",
            Self::F4 => "F4",
            Self::C1 => "C1",
            Self::C2 => "C2",
            Self::C3 => "C3",
            Self::C4 => "C4",
            Self::C5 => "C5",
            Self::C6 => "C6",
            Self::C7 => "C7",
            Self::X1 => "X1",
        }
    }
}

/// What a stated fee rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeeBasis {
    /// A receipt or other document.
    Receipt,
    /// What workers said.
    Interview,
    /// An estimate.
    Estimate,
}

/// Who paid a fee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Payer {
    /// The worker.
    Worker,
    /// The employer.
    Employer,
    /// The recruiter.
    Recruiter,
    /// Somebody else.
    Other,
}

/// Who lent the money for the job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lender {
    /// The employer.
    Employer,
    /// The recruiter.
    Recruiter,
    /// A lender of theirs.
    TheirLender,
    /// A bank.
    Bank,
    /// Family or friends.
    Family,
    /// Somebody else.
    Other,
}

impl Lender {
    /// Whether the debt ties the worker to the employer: the lender is the employer, the recruiter or their lender.
    pub fn ties_to_employer(self) -> bool {
        match self {
            Self::Employer | Self::Recruiter | Self::TheirLender => true,
            Self::Bank | Self::Family | Self::Other => false,
        }
    }
}

/// Who holds the identity documents: the answers of the question on it, as files spell them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The worker.
    Worker,
    /// The worker's own locker, open day and night.
    OwnLocker,
    /// The employer, at the worker's written request.
    EmployerOnRequest,
    /// The employer.
    Employer,
    /// The agent or recruiter.
    Agent,
}

/// One fee or cost of a cohort, per worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// Category.
    pub category: FeeCategory,
    /// Amount per worker in `currency`; 0 is a declared nil, `None` is unknown.
    pub per_worker: Option<f64>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// What it rests on.
    pub basis: Option<FeeBasis>,
    /// Who paid; `None` is unknown and counts as the worker where an amount stands.
    pub paid_by: Option<Payer>,
    /// Already paid back per worker, in `currency`.
    pub reimbursed_per_worker: Option<f64>,
}

/// A cohort of workers recruited together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cohort {
    /// The user's own id.
    pub id: CohortId,
    /// Where they work.
    pub employer: PartyId,
    /// Who recruited them.
    pub recruiter: Option<PartyId>,
    /// Where they come from.
    pub origin: Option<Country>,
    /// Where they work.
    pub destination: Option<Country>,
    /// How many.
    pub workers: Option<u32>,
    /// Sex as written (`women`, `men`, `mixed`).
    pub sex: Option<String>,
    /// First arrival.
    pub arrived_from: Option<NaiveDate>,
    /// Last arrival; the day of the evidence made from the cohort.
    pub arrived_to: Option<NaiveDate>,
    /// Fees and costs, by category.
    pub fees: Vec<Fee>,
    /// Net pay of the first full month, in `wage_currency`.
    pub monthly_wage: Option<f64>,
    /// ISO 4217 code of wage, deductions and living cost.
    pub wage_currency: Option<String>,
    /// Deductions a month.
    pub monthly_deductions: Option<f64>,
    /// Cost of living a month.
    pub monthly_living_cost: Option<f64>,
    /// Length of the contract in months.
    pub contract_months: Option<f64>,
    /// Loan taken for the job, per worker.
    pub loan_amount: Option<f64>,
    /// ISO 4217 code.
    pub loan_currency: Option<String>,
    /// Interest a month, 0.02 is two percent.
    pub loan_monthly_rate: Option<f64>,
    /// Who lent.
    pub loan_from: Option<Lender>,
    /// May workers leave before the loan is repaid?
    pub leave_before_repaid: Option<bool>,
    /// Deposit or bond left by the worker, in `wage_currency`.
    pub deposit: Option<f64>,
    /// Who holds the identity documents.
    pub documents_held_by: Option<Holder>,
    /// Was the contract in a language the workers understand?
    pub contract_language_understood: Option<bool>,
    /// Was the contract replaced by another on arrival?
    pub contract_substituted: Option<bool>,
    /// May workers leave the job freely?
    pub free_to_leave: Option<bool>,
}

impl Cohort {
    /// Whether the workers crossed a border; `None` where origin or destination is unknown.
    pub fn crosses_border(&self) -> Option<bool> {
        Some(self.origin? != self.destination?)
    }
}
