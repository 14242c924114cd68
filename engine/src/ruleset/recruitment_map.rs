//! How recruitment rows become answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Questions that the fields of the recruitment table answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecruitmentMap {
    /// Who holds the documents, as the words of the file format.
    pub documents_held_by: String,
    /// Share of workers who paid any fee (1 where the cohort paid, 0 where every fee is a declared nil).
    pub fees_paid: String,
    /// Cost in months of earnings.
    pub cost_in_months: String,
    /// Loan from employer, recruiter or their lender in months of net pay.
    pub loan_in_months: String,
    /// Interest a year, as a share, on such a loan.
    pub annual_interest: String,
    /// Months to clear the debt; a debt that never ends answers `never`; one that outlasts half of the contract
    /// answers `over_half_contract`; one to a lender who does not tie the worker answers `untied_lender`.
    pub months_to_clear: String,
    /// May workers leave before repayment?
    pub leave_before_repaid: YesNoMap,
    /// Was the contract replaced on arrival?
    pub contract_substituted: YesNoMap,
    /// May workers leave freely?
    pub free_to_leave: YesNoMap,
    /// Contract in a language the workers understand?
    pub contract_language_understood: YesNoMap,
}

/// A yes/no field and the answers that it gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct YesNoMap {
    /// Question.
    pub question: String,
    /// Answer for yes.
    pub yes: String,
    /// Answer for no.
    pub no: String,
}
