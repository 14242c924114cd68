//! Rows of the recruitment table: one per cohort and fee category.

use chrono::NaiveDate;
use karvon_engine::ids::{CohortId, PartyId};
use karvon_engine::network::Country;
use karvon_engine::recruitment::{Cohort, Fee, FeeBasis, FeeCategory, Holder, Lender, Payer};
use validator::Validate;

use super::guard::{AMOUNT, Guarded, ID, guard};
use super::{Origin, RowReader};
use crate::finding::Rule;
use crate::table::recruitment as field;
use crate::table::{Field, key};
use crate::value::word::WordList;

/// A row of the table: the cohort's own fields and one fee.
#[derive(Clone, Debug, PartialEq, Validate)]
pub(crate) struct RecruitmentRow {
    #[validate(length(min = 1, max = ID))]
    pub(crate) cohort_id: String,
    #[validate(length(min = 1, max = ID))]
    pub(crate) employer_id: String,
    #[validate(length(max = ID))]
    pub(crate) recruiter_id: Option<String>,
    origin_country: Option<Country>,
    destination_country: Option<Country>,
    #[validate(range(min = 1, max = 10_000_000))]
    workers: Option<u32>,
    sex: Option<&'static str>,
    arrived_from: Option<NaiveDate>,
    arrived_to: Option<NaiveDate>,
    pub(crate) fee_category: Option<FeeCategory>,
    #[validate(range(min = 0.0, max = AMOUNT))]
    fee_per_worker: Option<f64>,
    fee_currency: Option<String>,
    fee_basis: Option<FeeBasis>,
    paid_by: Option<Payer>,
    #[validate(range(min = 0.0, max = AMOUNT))]
    reimbursed_per_worker: Option<f64>,
    #[validate(range(min = 0.0, max = AMOUNT))]
    monthly_wage: Option<f64>,
    wage_currency: Option<String>,
    #[validate(range(min = 0.0, max = AMOUNT))]
    monthly_deductions: Option<f64>,
    #[validate(range(min = 0.0, max = AMOUNT))]
    monthly_living_cost: Option<f64>,
    #[validate(range(min = 0.0, max = 600.0))]
    contract_months: Option<f64>,
    #[validate(range(min = 0.0, max = AMOUNT))]
    loan_amount: Option<f64>,
    loan_currency: Option<String>,
    #[validate(range(min = 0.0, max = 1.0))]
    loan_monthly_rate: Option<f64>,
    loan_from: Option<Lender>,
    leave_before_repaid: Option<bool>,
    #[validate(range(min = 0.0, max = AMOUNT))]
    deposit: Option<f64>,
    documents_held_by: Option<Holder>,
    contract_language_understood: Option<bool>,
    contract_substituted: Option<bool>,
    free_to_leave: Option<bool>,
}

impl Guarded for RecruitmentRow {
    fn forget(&mut self, field: &str) {
        match field {
            "recruiter_id" => self.recruiter_id = None,
            "workers" => self.workers = None,
            "fee_per_worker" => self.fee_per_worker = None,
            "reimbursed_per_worker" => self.reimbursed_per_worker = None,
            "monthly_wage" => self.monthly_wage = None,
            "monthly_deductions" => self.monthly_deductions = None,
            "monthly_living_cost" => self.monthly_living_cost = None,
            "contract_months" => self.contract_months = None,
            "loan_amount" => self.loan_amount = None,
            "loan_monthly_rate" => self.loan_monthly_rate = None,
            "deposit" => self.deposit = None,
            _ => {}
        }
    }
}

impl RecruitmentRow {
    /// Takes over from a later row of the cohort what this one left open. Names the fields in which the two say different
    /// things; then nothing is taken over.
    pub(crate) fn agree(&mut self, later: &Self) -> Result<(), Vec<&'static str>> {
        let mut merged = self.clone();
        let mut differ = Vec::new();
        if merged.employer_id != later.employer_id {
            differ.push("employer_id");
        }
        macro_rules! take_over {
            ($($field:ident)*) => {$(
                if merged.$field.is_none() {
                    merged.$field.clone_from(&later.$field);
                } else if later.$field.is_some() && merged.$field != later.$field {
                    differ.push(stringify!($field));
                }
            )*};
        }
        take_over!(
            recruiter_id origin_country destination_country workers sex arrived_from arrived_to monthly_wage wage_currency
            monthly_deductions monthly_living_cost contract_months loan_amount loan_currency loan_monthly_rate loan_from
            leave_before_repaid deposit documents_held_by contract_language_understood contract_substituted free_to_leave
        );
        if differ.is_empty() {
            *self = merged;
            Ok(())
        } else {
            Err(differ)
        }
    }

    /// The fee of the row, where it names one.
    pub(crate) fn fee(&self) -> Option<Fee> {
        Some(Fee {
            category: self.fee_category?,
            per_worker: self.fee_per_worker,
            currency: self.fee_currency.clone(),
            basis: self.fee_basis,
            paid_by: self.paid_by,
            reimbursed_per_worker: self.reimbursed_per_worker,
        })
    }

    /// The cohort with its fees.
    pub(crate) fn into_cohort(self, fees: Vec<Fee>) -> Cohort {
        Cohort {
            id: CohortId::new(self.cohort_id),
            employer: PartyId::new(self.employer_id),
            recruiter: self.recruiter_id.map(PartyId::new),
            origin: self.origin_country,
            destination: self.destination_country,
            workers: self.workers,
            sex: self.sex.map(str::to_owned),
            arrived_from: self.arrived_from,
            arrived_to: self.arrived_to,
            fees,
            monthly_wage: self.monthly_wage,
            wage_currency: self.wage_currency,
            monthly_deductions: self.monthly_deductions,
            monthly_living_cost: self.monthly_living_cost,
            contract_months: self.contract_months,
            loan_amount: self.loan_amount,
            loan_currency: self.loan_currency,
            loan_monthly_rate: self.loan_monthly_rate,
            loan_from: self.loan_from,
            leave_before_repaid: self.leave_before_repaid,
            deposit: self.deposit,
            documents_held_by: self.documents_held_by,
            contract_language_understood: self.contract_language_understood,
            contract_substituted: self.contract_substituted,
            free_to_leave: self.free_to_leave,
        }
    }
}

/// Reads the open row; `None`, with findings, if it cannot be used.
pub(crate) fn read(reader: &mut RowReader<'_>) -> Option<(RecruitmentRow, Origin)> {
    let mut row = RecruitmentRow {
        cohort_id: reader.text(field::COHORT_ID).unwrap_or_default(),
        employer_id: reader.text(field::EMPLOYER_ID).unwrap_or_default(),
        recruiter_id: reader.text(field::RECRUITER_ID),
        origin_country: reader.country(field::ORIGIN_COUNTRY),
        destination_country: reader.country(field::DESTINATION_COUNTRY),
        workers: reader.whole(field::WORKERS),
        sex: reader.word(field::SEX, WordList::Sex),
        arrived_from: reader.past_date(field::ARRIVED_FROM),
        arrived_to: reader.past_date(field::ARRIVED_TO),
        fee_category: fee_category(reader),
        fee_per_worker: reader.amount(field::FEE_PER_WORKER),
        fee_currency: reader.currency(field::FEE_CURRENCY),
        fee_basis: fee_basis(reader),
        paid_by: paid_by(reader),
        reimbursed_per_worker: reader.amount(field::REIMBURSED_PER_WORKER),
        monthly_wage: reader.amount(field::MONTHLY_WAGE),
        wage_currency: reader.currency(field::WAGE_CURRENCY),
        monthly_deductions: reader.amount(field::MONTHLY_DEDUCTIONS),
        monthly_living_cost: reader.amount(field::MONTHLY_LIVING_COST),
        contract_months: reader.amount(field::CONTRACT_MONTHS),
        loan_amount: reader.amount(field::LOAN_AMOUNT),
        loan_currency: reader.currency(field::LOAN_CURRENCY),
        loan_monthly_rate: reader.share(field::LOAN_MONTHLY_RATE),
        loan_from: loan_from(reader),
        leave_before_repaid: reader.boolean(field::LEAVE_BEFORE_REPAID),
        deposit: reader.amount(field::DEPOSIT),
        documents_held_by: documents_held_by(reader),
        contract_language_understood: reader.boolean(field::CONTRACT_LANGUAGE_UNDERSTOOD),
        contract_substituted: reader.boolean(field::CONTRACT_SUBSTITUTED),
        free_to_leave: reader.boolean(field::FREE_TO_LEAVE),
    };
    if !reader.is_usable() {
        return None;
    }
    guard(&mut row, field::ALL, reader);
    reader.check_order((field::ARRIVED_FROM, row.arrived_from), (field::ARRIVED_TO, row.arrived_to));
    check_amounts(&row, reader);
    reader.is_usable().then(|| (row, reader.origin()))
}

/// An amount means nothing without its currency, and a fee nothing without its category.
fn check_amounts(row: &RecruitmentRow, reader: &mut RowReader<'_>) {
    let above_zero = |amount: Option<f64>| amount.is_some_and(|amount| amount > 0.0);
    if row.fee_category.is_none() && above_zero(row.fee_per_worker) {
        reader.report(Rule::FeeWithoutCategory, field::FEE_CATEGORY, None, &[]);
    }
    let mut check = |amount: Option<f64>, of: Field, currency: Option<&String>, name: &str| {
        if above_zero(amount) && currency.is_none() {
            reader.report(Rule::AmountWithoutCurrency, of, None, &[("field", name.to_owned())]);
        }
    };
    check(row.fee_per_worker, field::FEE_PER_WORKER, row.fee_currency.as_ref(), "fee_currency");
    check(row.monthly_wage, field::MONTHLY_WAGE, row.wage_currency.as_ref(), "wage_currency");
    check(row.loan_amount, field::LOAN_AMOUNT, row.loan_currency.as_ref(), "loan_currency");
}

fn fee_category(reader: &mut RowReader<'_>) -> Option<FeeCategory> {
    let given = reader.given(field::FEE_CATEGORY)?;
    let wanted = key(&given.text);
    let found = FeeCategory::ALL.into_iter().find(|category| key(category.as_str()) == wanted);
    if found.is_none() {
        let codes = FeeCategory::ALL.map(FeeCategory::as_str).join(", ");
        reader.report(Rule::WordUnknown, field::FEE_CATEGORY, Some(&given.text), &[("codes", codes)]);
    }
    found
}

fn fee_basis(reader: &mut RowReader<'_>) -> Option<FeeBasis> {
    match reader.word(field::FEE_BASIS, WordList::FeeBasis)? {
        "receipt" => Some(FeeBasis::Receipt),
        "interview" => Some(FeeBasis::Interview),
        "estimate" => Some(FeeBasis::Estimate),
        _ => None,
    }
}

fn paid_by(reader: &mut RowReader<'_>) -> Option<Payer> {
    match reader.word(field::PAID_BY, WordList::Payer)? {
        "worker" => Some(Payer::Worker),
        "employer" => Some(Payer::Employer),
        "recruiter" => Some(Payer::Recruiter),
        "other" => Some(Payer::Other),
        _ => None,
    }
}

fn loan_from(reader: &mut RowReader<'_>) -> Option<Lender> {
    match reader.word(field::LOAN_FROM, WordList::Lender)? {
        "employer" => Some(Lender::Employer),
        "recruiter" => Some(Lender::Recruiter),
        "their_lender" => Some(Lender::TheirLender),
        "bank" => Some(Lender::Bank),
        "family" => Some(Lender::Family),
        "other" => Some(Lender::Other),
        _ => None,
    }
}

fn documents_held_by(reader: &mut RowReader<'_>) -> Option<Holder> {
    match reader.word(field::DOCUMENTS_HELD_BY, WordList::Holder)? {
        "worker" => Some(Holder::Worker),
        "own_locker" => Some(Holder::OwnLocker),
        "employer_on_request" => Some(Holder::EmployerOnRequest),
        "employer" => Some(Holder::Employer),
        "agent" => Some(Holder::Agent),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use karvon_engine::network::{LinkKind, PartyKind, PartyOrigin};

    use super::*;
    use crate::test_support::{read_tables, rules};

    const SUPPLIERS: &str = "supplier_id,name,country\ns1,Mill,KAZ\n";
    const HEAD: &str = "cohort_id,employer_id,recruiter_id,origin_country,destination_country,workers";

    fn read_cohorts(columns: &str, lines: &[&str]) -> crate::Intake {
        let table = format!("{HEAD}{columns}\n{}\n", lines.join("\n"));
        read_tables(&[("suppliers.csv", SUPPLIERS), ("recruitment.csv", &table)])
    }

    #[test]
    fn rows_of_a_cohort_become_one_with_its_fees() {
        let intake = read_cohorts(
            ",fee_category,fee_per_worker,fee_currency,paid_by,documents_held_by,free_to_leave",
            &["c1,s1,r1,UZ,KZ,20,F1,150,USD,worker,own locker 24 h,yes", "c1,s1,r1,UZ,KZ,20,c6,0,USD,employer,,"],
        );
        let [cohort] = intake.inputs.cohorts.as_slice() else { panic!("{:?}", intake.inputs.cohorts) };
        let fees: Vec<(FeeCategory, Option<f64>)> =
            cohort.fees.iter().map(|fee| (fee.category, fee.per_worker)).collect();
        assert_eq!(fees, [(FeeCategory::F1, Some(150.0)), (FeeCategory::C6, Some(0.0))]);
        assert_eq!((cohort.documents_held_by, cohort.free_to_leave), (Some(Holder::OwnLocker), Some(true)));
        assert_eq!(rules(&intake), ["unlisted-recruiter"]);
    }

    #[test]
    fn an_unlisted_recruiter_becomes_a_party_with_a_labour_link() {
        let intake = read_cohorts("", &["c1,s1,r1,UZ,KZ,20"]);
        let recruiter = intake.inputs.parties.iter().find(|party| party.id.as_str() == "r1").unwrap();
        assert_eq!((recruiter.origin, recruiter.kind), (PartyOrigin::Mentioned, Some(PartyKind::Recruiter)));
        assert_eq!(recruiter.country, None);
        let link = &intake.inputs.links[0];
        assert_eq!((link.supplier.as_str(), link.buyer.as_str(), link.kind), ("r1", "s1", LinkKind::Labour));
    }

    #[test]
    fn rows_of_a_cohort_that_disagree_are_named() {
        let intake = read_cohorts(
            ",fee_category,monthly_wage,wage_currency",
            &["c1,s1,,UZ,KZ,20,F1,500,USD", "c1,s1,,UZ,KZ,25,C6,600,USD"],
        );
        let finding = intake.findings.iter().find(|finding| finding.rule == Rule::CohortDisagrees).unwrap();
        assert_eq!((finding.row, finding.details["fields"].as_str()), (Some(3), "workers, monthly_wage"));
        assert!(finding.message.contains("2 (recruitment.csv)"), "{}", finding.message);
        assert_eq!((intake.inputs.cohorts[0].workers, intake.inputs.cohorts[0].fees.len()), (Some(20), 1));
    }

    #[test]
    fn a_fee_category_stands_once_in_a_cohort() {
        let columns = ",fee_category,fee_per_worker,fee_currency";
        let intake = read_cohorts(columns, &["c1,s1,,UZ,KZ,20,F1,5,USD", "c1,s1,,UZ,KZ,20,F1,7,USD"]);
        assert_eq!((rules(&intake), intake.inputs.cohorts[0].fees.len()), (vec!["repeated-fee"], 1));
    }

    #[test]
    fn amounts_want_a_category_and_a_currency() {
        let columns = ",fee_category,fee_per_worker,monthly_wage,loan_amount";
        let intake = read_cohorts(columns, &["c1,s1,,UZ,KZ,20,,5,500,10"]);
        let expected =
            ["fee-without-category", "amount-without-currency", "amount-without-currency", "amount-without-currency"];
        assert_eq!(rules(&intake), expected);
    }

    #[test]
    fn an_employer_that_recruits_itself_makes_no_link() {
        let intake = read_cohorts("", &["c1,s1,s1,UZ,KZ,20"]);
        assert_eq!((rules(&intake), intake.inputs.links.len()), (vec!["own-recruiter"], 0));
    }

    #[test]
    fn an_employer_who_is_no_supplier_is_an_error() {
        let intake = read_cohorts("", &["c1,s9,,UZ,KZ,20"]);
        assert_eq!((rules(&intake), intake.inputs.cohorts.len()), (vec!["unknown-party"], 0));
    }

    #[test]
    fn cohorts_alone_bring_their_employers() {
        let table = format!("{HEAD}\nc1,s1,,UZ,KZ,20\n");
        let intake = read_tables(&[("recruitment.csv", &table)]);
        assert_eq!((rules(&intake), intake.inputs.parties.len()), (vec!["unlisted-employer"], 1));
    }

    #[test]
    fn the_contract_of_words_and_rates_holds() {
        let columns = ",loan_monthly_rate,documents_held_by,leave_before_repaid,arrived_from,arrived_to";
        let intake = read_cohorts(columns, &["c1,s1,,UZ,KZ,0,2%,nobody,perhaps,2026-02-01,2026-01-01"]);
        assert_eq!(intake.inputs.cohorts[0].loan_monthly_rate, Some(0.02));
        assert_eq!(rules(&intake), ["number-out-of-range", "word-unknown", "word-unknown", "date-order"]);
    }
}
