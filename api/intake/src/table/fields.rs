//! The tables and their fields, as the file format defines them.

use serde::Serialize;

/// A table of the file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// Parties.
    Suppliers,
    /// Who supplies, owns or recruits for whom.
    Links,
    /// Cohorts of workers and what they paid.
    Recruitment,
    /// Answers to questions.
    Answers,
    /// Names to screen against.
    Watchlist,
    /// Decisions about duplicates.
    Merges,
    /// Exchange rates.
    Rates,
}

impl TableKind {
    /// Every table, in the order of the file format.
    pub const ALL: [Self; 7] =
        [Self::Suppliers, Self::Links, Self::Recruitment, Self::Answers, Self::Watchlist, Self::Merges, Self::Rates];

    /// The name used for sheets and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Suppliers => "suppliers",
            Self::Links => "links",
            Self::Recruitment => "recruitment",
            Self::Answers => "answers",
            Self::Watchlist => "watchlist",
            Self::Merges => "merges",
            Self::Rates => "rates",
        }
    }

    /// The fields, in the order of the file format.
    pub(crate) fn fields(self) -> &'static [Field] {
        match self {
            Self::Suppliers => suppliers::ALL,
            Self::Links => links::ALL,
            Self::Recruitment => recruitment::ALL,
            Self::Answers => answers::ALL,
            Self::Watchlist => watchlist::ALL,
            Self::Merges => merges::ALL,
            Self::Rates => rates::ALL,
        }
    }

    /// The fields by whose headers the table is known: all of one set.
    pub(crate) fn signatures(self) -> &'static [&'static [Field]] {
        match self {
            Self::Suppliers => &[
                &[suppliers::NAME, suppliers::COUNTRY],
                &[suppliers::NAME, suppliers::SUPPLIER_ID],
                &[suppliers::NAME, suppliers::ADDRESS],
            ],
            Self::Links => &[&[links::SUPPLIER_ID, links::BUYER_ID]],
            Self::Recruitment => &[&[recruitment::COHORT_ID, recruitment::EMPLOYER_ID]],
            Self::Answers => &[&[answers::SUPPLIER_ID, answers::QUESTION, answers::ANSWER]],
            Self::Watchlist => &[&[watchlist::LIST, watchlist::NAME]],
            Self::Merges => &[&[merges::SUPPLIER_ID, merges::SAME_AS]],
            Self::Rates => &[&[rates::CURRENCY, rates::DATE, rates::PER_USD]],
        }
    }
}

/// A column of a table, as templates and other doors to the same rows name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name in the file format.
    pub name: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether the format asks for it.
    pub required: bool,
}

impl TableKind {
    /// The columns, in the order of the file format.
    pub fn columns(self) -> impl Iterator<Item = Column> {
        self.fields().iter().map(|field| Column {
            name: field.name,
            kind: field.kind,
            required: field.need != Need::May,
        })
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Text, ids, words, codes.
    Text,
    /// A number that is not a share.
    Number,
    /// A share, 0–1.
    Share,
    /// A date.
    Date,
}

/// How much a row needs a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Without it the row cannot be used.
    Must,
    /// Required by the format; the row is kept and the value is unknown.
    Should,
    /// Optional.
    May,
}

/// One field of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Place among the table's fields.
    pub(crate) index: usize,
    /// Name in the file format.
    pub(crate) name: &'static str,
    pub(crate) kind: FieldKind,
    pub(crate) need: Need,
}

macro_rules! fields {
    ($(#[$doc:meta])* $table:ident { $($name:ident $id:ident = $text:literal, $kind:ident, $need:ident;)* }) => {
        $(#[$doc])*
        pub(crate) mod $table {
            use super::{Field, FieldKind, Need};

            #[derive(Clone, Copy)]
            enum Index { $($name,)* }

            $(pub(crate) const $id: Field = Field {
                index: Index::$name as usize,
                name: $text,
                kind: FieldKind::$kind,
                need: Need::$need,
            };)*

            pub(crate) const ALL: &[Field] = &[$($id,)*];
        }
    };
}

fields! {
    /// Parties.
    suppliers {
        SupplierId SUPPLIER_ID = "supplier_id", Text, May;
        Name NAME = "name", Text, Must;
        Country COUNTRY = "country", Text, Should;
        Subdivision SUBDIVISION = "subdivision", Text, May;
        Address ADDRESS = "address", Text, May;
        Latitude LATITUDE = "latitude", Number, May;
        Longitude LONGITUDE = "longitude", Number, May;
        Kind KIND = "kind", Text, May;
        Sector SECTOR = "sector", Text, May;
        Products PRODUCTS = "products", Text, May;
        Workers WORKERS = "workers", Number, May;
        MigrantShare MIGRANT_SHARE = "migrant_share", Share, May;
        AgencyShare AGENCY_SHARE = "agency_share", Share, May;
        WomenShare WOMEN_SHARE = "women_share", Share, May;
        YoungShare YOUNG_SHARE = "young_share", Share, May;
        Housing HOUSING = "housing", Text, May;
        Programme PROGRAMME = "programme", Text, May;
        Lei LEI = "lei", Text, May;
        OsId OS_ID = "os_id", Text, May;
        Duns DUNS = "duns", Text, May;
        TaxId TAX_ID = "tax_id", Text, May;
        Tier TIER = "tier", Number, May;
        ParentId PARENT_ID = "parent_id", Text, May;
    }
}

fields! {
    /// Links.
    links {
        SupplierId SUPPLIER_ID = "supplier_id", Text, Must;
        BuyerId BUYER_ID = "buyer_id", Text, Must;
        Kind KIND = "kind", Text, May;
        Status STATUS = "status", Text, May;
        Commodity COMMODITY = "commodity", Text, May;
        Product PRODUCT = "product", Text, May;
        Share SHARE = "share", Share, May;
        OutputShare OUTPUT_SHARE = "output_share", Share, May;
        AnnualValue ANNUAL_VALUE = "annual_value", Number, May;
        Currency CURRENCY = "currency", Text, May;
        Traceability TRACEABILITY = "traceability", Text, May;
        ValidFrom VALID_FROM = "valid_from", Date, May;
        ValidTo VALID_TO = "valid_to", Date, May;
        Source SOURCE = "source", Text, May;
    }
}

fields! {
    /// Cohorts, one row per fee category.
    recruitment {
        CohortId COHORT_ID = "cohort_id", Text, Must;
        EmployerId EMPLOYER_ID = "employer_id", Text, Must;
        RecruiterId RECRUITER_ID = "recruiter_id", Text, May;
        OriginCountry ORIGIN_COUNTRY = "origin_country", Text, Should;
        DestinationCountry DESTINATION_COUNTRY = "destination_country", Text, Should;
        Workers WORKERS = "workers", Number, Should;
        Sex SEX = "sex", Text, May;
        ArrivedFrom ARRIVED_FROM = "arrived_from", Date, May;
        ArrivedTo ARRIVED_TO = "arrived_to", Date, May;
        FeeCategory FEE_CATEGORY = "fee_category", Text, May;
        FeePerWorker FEE_PER_WORKER = "fee_per_worker", Number, May;
        FeeCurrency FEE_CURRENCY = "fee_currency", Text, May;
        FeeBasis FEE_BASIS = "fee_basis", Text, May;
        PaidBy PAID_BY = "paid_by", Text, May;
        ReimbursedPerWorker REIMBURSED_PER_WORKER = "reimbursed_per_worker", Number, May;
        MonthlyWage MONTHLY_WAGE = "monthly_wage", Number, May;
        WageCurrency WAGE_CURRENCY = "wage_currency", Text, May;
        MonthlyDeductions MONTHLY_DEDUCTIONS = "monthly_deductions", Number, May;
        MonthlyLivingCost MONTHLY_LIVING_COST = "monthly_living_cost", Number, May;
        ContractMonths CONTRACT_MONTHS = "contract_months", Number, May;
        LoanAmount LOAN_AMOUNT = "loan_amount", Number, May;
        LoanCurrency LOAN_CURRENCY = "loan_currency", Text, May;
        LoanMonthlyRate LOAN_MONTHLY_RATE = "loan_monthly_rate", Share, May;
        LoanFrom LOAN_FROM = "loan_from", Text, May;
        LeaveBeforeRepaid LEAVE_BEFORE_REPAID = "leave_before_repaid", Text, May;
        Deposit DEPOSIT = "deposit", Number, May;
        DocumentsHeldBy DOCUMENTS_HELD_BY = "documents_held_by", Text, May;
        ContractLanguageUnderstood CONTRACT_LANGUAGE_UNDERSTOOD = "contract_language_understood", Text, May;
        ContractSubstituted CONTRACT_SUBSTITUTED = "contract_substituted", Text, May;
        FreeToLeave FREE_TO_LEAVE = "free_to_leave", Text, May;
    }
}

fields! {
    /// Answers.
    answers {
        SupplierId SUPPLIER_ID = "supplier_id", Text, Must;
        Question QUESTION = "question", Text, Must;
        Answer ANSWER = "answer", Text, Must;
        Source SOURCE = "source", Text, Must;
        SourceId SOURCE_ID = "source_id", Text, May;
        ObservedOn OBSERVED_ON = "observed_on", Date, Must;
        WorkerGroup WORKER_GROUP = "worker_group", Text, May;
        PeriodFrom PERIOD_FROM = "period_from", Date, May;
        PeriodTo PERIOD_TO = "period_to", Date, May;
        Affected AFFECTED = "affected", Number, May;
        Asked ASKED = "asked", Number, May;
        Population POPULATION = "population", Number, May;
        Closes CLOSES = "closes", Text, May;
        Reference REFERENCE = "reference", Text, May;
        Note NOTE = "note", Text, May;
    }
}

fields! {
    /// Names to screen against.
    watchlist {
        List LIST = "list", Text, Must;
        Name NAME = "name", Text, Must;
        Aliases ALIASES = "aliases", Text, May;
        Country COUNTRY = "country", Text, May;
        Address ADDRESS = "address", Text, May;
        Programme PROGRAMME = "programme", Text, May;
        ListedOn LISTED_ON = "listed_on", Date, May;
        SourceUrl SOURCE_URL = "source_url", Text, May;
    }
}

fields! {
    /// Decisions about duplicates.
    merges {
        SupplierId SUPPLIER_ID = "supplier_id", Text, Must;
        SameAs SAME_AS = "same_as", Text, Must;
        Decision DECISION = "decision", Text, May;
        Reason REASON = "reason", Text, May;
        DecidedOn DECIDED_ON = "decided_on", Date, May;
    }
}

fields! {
    /// Exchange rates.
    rates {
        Currency CURRENCY = "currency", Text, Must;
        Date DATE = "date", Date, Must;
        PerUsd PER_USD = "per_usd", Number, Must;
        Source SOURCE = "source", Text, Must;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_know_their_place() {
        for table in TableKind::ALL {
            for (index, field) in table.fields().iter().enumerate() {
                assert_eq!(field.index, index, "{}.{}", table.as_str(), field.name);
            }
        }
    }
}
