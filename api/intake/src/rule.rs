//! The rules that input is checked by, each with a stable id and a usual severity. Their texts stand in the message files.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::finding::Severity;

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident = $id:literal, $severity:ident;)*) => {
        /// The rules that input is checked by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $($(#[$doc])* $variant,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable id, in kebab case.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// How much a breach usually matters; in a cell without which the row means nothing it is an error.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }
        }
    };
}

rules! {
    /// The file holds nothing.
    EmptyFile = "empty-file", Error;
    /// The file is larger, or unpacks to more, than is read.
    FileTooLarge = "file-too-large", Error;
    /// The file is something else than a table, e.g. a PDF.
    WrongFormat = "wrong-format", Error;
    /// The file is no text and no workbook.
    BinaryFile = "binary-file", Error;
    /// The workbook is damaged.
    BrokenWorkbook = "broken-workbook", Error;
    /// The JSON text is damaged.
    BrokenJson = "broken-json", Error;
    /// The JSON text is not an object of tables.
    JsonShape = "json-shape", Error;
    /// A key of the JSON object that holds no rows.
    JsonKey = "json-key", Notice;
    /// An element of a JSON table that is no object.
    JsonRow = "json-row", Error;
    /// The text is not UTF-8; the encoding that was taken.
    EncodingTaken = "encoding-taken", Notice;
    /// Some bytes are not text in the encoding of the file.
    BrokenText = "broken-text", Warning;
    /// More rows than are read.
    TooManyRows = "too-many-rows", Error;
    /// More columns than are read.
    TooManyColumns = "too-many-columns", Error;
    /// A cell is longer than is read.
    CellTooLong = "cell-too-long", Error;
    /// A quotation mark is opened and never closed.
    UnclosedQuote = "unclosed-quote", Error;

    /// No table can be recognised.
    UnknownTable = "unknown-table", Error;
    /// A table without a row.
    TableWithoutRows = "table-without-rows", Notice;
    /// The header stands below the first row.
    HeaderLater = "header-later", Notice;
    /// A column whose header means nothing here.
    UnknownColumn = "unknown-column", Notice;
    /// A column with values and without a header.
    UnnamedColumn = "unnamed-column", Notice;
    /// Two columns mean the same field.
    DoubleColumn = "double-column", Warning;
    /// A column without which the table cannot be used.
    MissingColumn = "missing-column", Error;
    /// A required column is missing; its values are unknown.
    UnknownValues = "unknown-values", Warning;
    /// A column of workers' names, document or phone numbers.
    WorkerDataColumn = "worker-data-column", Error;
    /// A column with contact data of the supplier.
    ContactColumn = "contact-column", Notice;
    /// A table that was not given.
    TableNotGiven = "table-not-given", Notice;
    /// Fields of the suppliers table that were not given.
    FieldsNotGiven = "fields-not-given", Notice;

    /// A row has more cells than the header.
    LongRow = "long-row", Error;
    /// A row has fewer cells than the header.
    ShortRow = "short-row", Warning;
    /// A cell that the row needs is empty.
    RequiredMissing = "required-missing", Error;
    /// A required cell is empty; its value is unknown.
    RequiredUnknown = "required-unknown", Warning;
    /// A JSON value that is no text, number or list of them.
    NestedValue = "nested-value", Warning;
    /// A JSON field that stands twice in one row.
    RepeatedField = "repeated-field", Warning;
    /// Line breaks or other control characters inside a cell.
    ControlCharacters = "control-characters", Notice;
    /// Characters that stand for lost ones.
    LostCharacters = "lost-characters", Notice;
    /// A formula in a text file.
    FormulaText = "formula-text", Warning;
    /// Formulas of a workbook: the last computed value was read.
    FormulaValue = "formula-value", Notice;
    /// A formula without a computed value.
    FormulaWithoutValue = "formula-without-value", Warning;
    /// An error value of a workbook.
    ErrorValue = "error-value", Warning;
    /// Hyperlinks of a workbook: only their text was read.
    HyperlinkText = "hyperlink-text", Notice;
    /// Merged cells of a workbook: the value of the first counts in every row.
    MergedCell = "merged-cell", Notice;
    /// A text longer than the field takes.
    TextTooLong = "text-too-long", Warning;

    /// No number.
    NumberUnreadable = "number-unreadable", Warning;
    /// A range where one number belongs.
    NumberRange = "number-range", Warning;
    /// A number that can be read in two ways.
    NumberAmbiguous = "number-ambiguous", Warning;
    /// NaN or an infinite number.
    NumberNotFinite = "number-not-finite", Warning;
    /// A number below 0 where none can be.
    NumberNegative = "number-negative", Warning;
    /// A number with decimals where whole ones belong.
    NumberNotWhole = "number-not-whole", Warning;
    /// A number outside what the field takes.
    NumberOutOfRange = "number-out-of-range", Warning;
    /// A share above 1 without a percent sign.
    ShareBare = "share-bare", Warning;
    /// No date.
    DateUnreadable = "date-unreadable", Warning;
    /// A date that can be read day first or month first.
    DateAmbiguous = "date-ambiguous", Warning;
    /// Dates written day first.
    DateDayFirst = "date-day-first", Notice;
    /// A date that can only be month first.
    DateMonthFirst = "date-month-first", Warning;
    /// Dates written as day numbers of a spreadsheet.
    DateSerial = "date-serial", Notice;
    /// A date far from any that can be meant.
    DateImplausible = "date-implausible", Warning;
    /// An observation after the day of the assessment.
    DateAfterAsOf = "date-after-as-of", Warning;
    /// A first day after the last day.
    DateOrder = "date-order", Warning;
    /// A country that is not known.
    CountryUnknown = "country-unknown", Warning;
    /// A country name that two countries share.
    CountryAmbiguous = "country-ambiguous", Warning;
    /// A product that is no HS code.
    HsUnreadable = "hs-unreadable", Warning;
    /// An HS code that lost its leading zero.
    HsLeadingZero = "hs-leading-zero", Warning;
    /// A sector word read as an ISIC code.
    SectorWord = "sector-word", Notice;
    /// A sector text that is kept as text.
    SectorUnreadable = "sector-unreadable", Notice;
    /// A word that is none of the field's.
    WordUnknown = "word-unknown", Warning;
    /// No ISO 4217 code.
    CurrencyUnreadable = "currency-unreadable", Warning;
    /// A registry number whose check digits do not fit.
    IdentifierOdd = "identifier-odd", Warning;

    /// Ids were made for suppliers without one.
    IdMade = "id-made", Notice;
    /// A supplier without an id, while other tables refer to suppliers.
    IdMissing = "id-missing", Error;
    /// The same name, country and address again.
    RepeatedSupplier = "repeated-supplier", Warning;
    /// The same supplier row again.
    RepeatedRow = "repeated-row", Notice;
    /// One id for two different rows.
    ConflictingSupplier = "conflicting-supplier", Error;
    /// A supplier named as its own parent.
    OwnParent = "own-parent", Warning;
    /// A parent that is no row of the suppliers table.
    UnlistedParent = "unlisted-parent", Notice;
    /// Several addresses at one pair of coordinates.
    SharedCoordinates = "shared-coordinates", Notice;
    /// Parties that own each other in a circle.
    OwnershipCycle = "ownership-cycle", Warning;

    /// An id that is no party.
    UnknownParty = "unknown-party", Error;
    /// A link from a party to itself.
    SelfLink = "self-link", Error;
    /// The same link again.
    RepeatedLink = "repeated-link", Notice;
    /// Shares of one buyer sum to more than 1.
    SharesOverOne = "shares-over-one", Warning;

    /// A recruiter that is no row of the suppliers table.
    UnlistedRecruiter = "unlisted-recruiter", Notice;
    /// An employer, while no suppliers table was given.
    UnlistedEmployer = "unlisted-employer", Warning;
    /// An employer that recruits for itself.
    OwnRecruiter = "own-recruiter", Notice;
    /// Rows of one cohort that say different things.
    CohortDisagrees = "cohort-disagrees", Error;
    /// One fee category twice in a cohort.
    RepeatedFee = "repeated-fee", Error;
    /// An amount without a fee category.
    FeeWithoutCategory = "fee-without-category", Warning;
    /// An amount without a currency.
    AmountWithoutCurrency = "amount-without-currency", Warning;

    /// A question that the ruleset does not have.
    UnknownQuestion = "unknown-question", Error;
    /// An answer that the question does not take.
    AnswerUnreadable = "answer-unreadable", Error;
    /// More values than the question has parts.
    TooManyParts = "too-many-parts", Error;
    /// The same answer again.
    RepeatedAnswer = "repeated-answer", Notice;
    /// More workers affected than asked.
    AffectedOverAsked = "affected-over-asked", Warning;
    /// More workers asked or affected than there are.
    OverPopulation = "over-population", Warning;
    /// A closure of a row that does not exist.
    ClosesUnknown = "closes-unknown", Warning;
    /// An answer that holds a worker's document or phone number.
    WorkerDataInAnswer = "worker-data-in-answer", Error;
    /// A note that holds a worker's document or phone number.
    WorkerDataInNote = "worker-data-in-note", Warning;

    /// A supplier merged with itself.
    SelfMerge = "self-merge", Error;
    /// A correction of a cell that is not there.
    CorrectionUnused = "correction-unused", Warning;

    /// Two different rates for one currency and day.
    ConflictingRate = "conflicting-rate", Error;
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_an_id_of_its_own_in_kebab_case() {
        let ids: std::collections::BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.as_str()).collect();
        assert_eq!(ids.len(), Rule::ALL.len());
        assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    }
}
