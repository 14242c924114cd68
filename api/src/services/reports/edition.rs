//! What reports there are: for whom, in which language, as what kind of file.

use chrono::NaiveDate;
use karvon_report::Language;
use thiserror::Error;

use crate::auth::permission::Part;
use crate::services::files::MediaType;

/// For whom a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// The company itself, and authorities.
    Compliance,
    /// Auditors.
    Auditor,
}

impl Edition {
    /// Every edition that is made.
    pub const ALL: [Self; 2] = [Self::Compliance, Self::Auditor];

    /// The word in requests and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Compliance => "compliance",
            Self::Auditor => "auditor",
        }
    }

    /// Whose rights it needs.
    pub fn part(self) -> Part {
        match self {
            Self::Compliance => Part::ComplianceEdition,
            Self::Auditor => Part::AuditorEdition,
        }
    }

    /// The edition of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|edition| edition.as_str() == word)
    }
}

/// As what kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The report to be read.
    Pdf,
    /// Every table as a sheet of a workbook.
    Xlsx,
    /// Every table as a file of an archive.
    Csv,
    /// The assessment with all digits.
    Json,
    /// The network.
    GraphMl,
}

impl Format {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Xlsx, Self::Csv, Self::Json, Self::GraphMl];

    /// The word in requests and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::GraphMl => "graphml",
        }
    }

    /// The ending of its file and what the file is.
    pub(super) fn file(self) -> (&'static str, MediaType) {
        match self {
            Self::Pdf => ("pdf", MediaType::Pdf),
            Self::Xlsx => ("xlsx", MediaType::Xlsx),
            Self::Csv => ("zip", MediaType::Zip),
            Self::Json => ("json", MediaType::Json),
            Self::GraphMl => ("graphml", MediaType::GraphMl),
        }
    }

    /// The kind of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }
}

/// A report that is wanted, as it was asked for; what is not said is the usual.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Edition.
    pub edition: String,
    /// Language.
    pub language: Option<String>,
    /// Kind of file.
    pub format: Option<String>,
    /// A party.
    pub party_id: Option<String>,
    /// The day that stands on it.
    pub report_date: Option<NaiveDate>,
}

/// A report that is not made, and what is made instead.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// No such edition.
    #[error("there is no edition `{0}`")]
    Edition(String),
    /// No such language.
    #[error("reports are not written in `{0}`")]
    Language(String),
    /// No such kind of file.
    #[error("there are no reports as `{0}`")]
    Format(String),
    /// A party where none is named.
    #[error("a report of one party is not made")]
    Party,
}

impl Fault {
    /// The field that it is about.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Edition(_) => "edition",
            Self::Language(_) => "language",
            Self::Format(_) => "format",
            Self::Party => "party_id",
        }
    }

    /// What is offered for the field.
    pub fn offered(&self) -> String {
        match self {
            Self::Edition(_) => Edition::ALL.map(Edition::as_str).join(", "),
            Self::Language(_) => Language::ALL.map(Language::tag).join(", "),
            Self::Format(_) => Format::ALL.map(Format::as_str).join(", "),
            Self::Party => String::new(),
        }
    }
}

/// A report that can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) edition: Edition,
    pub(super) language: Language,
    pub(super) format: Format,
}

impl Wanted {
    /// Whose rights it needs, where there is such an edition.
    pub fn part(&self) -> Option<Part> {
        Edition::of(&self.edition).map(Edition::part)
    }

    /// What can be made of it, or all that cannot.
    pub(super) fn chosen(&self) -> Result<Chosen, Vec<Fault>> {
        let edition = Edition::of(&self.edition).ok_or_else(|| Fault::Edition(self.edition.clone()));
        let language = self.language.as_deref().unwrap_or_else(|| Language::default().tag());
        let language = language.parse::<Language>().map_err(|_| Fault::Language(language.to_owned()));
        let format = self.format.as_deref().unwrap_or_else(|| Format::Pdf.as_str());
        let format = Format::of(format).ok_or_else(|| Fault::Format(format.to_owned()));
        let party = if self.party_id.is_some() { Err(Fault::Party) } else { Ok(()) };
        match (edition, language, format, party) {
            (Ok(edition), Ok(language), Ok(format), Ok(())) => Ok(Chosen { edition, language, format }),
            (edition, language, format, party) => {
                Err([edition.err(), language.err(), format.err(), party.err()].into_iter().flatten().collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_not_made_is_told_at_once() {
        let wanted = Wanted {
            edition: "scorecard".to_owned(),
            language: Some("kk".to_owned()),
            format: Some("docx".to_owned()),
            party_id: Some("s1".to_owned()),
            report_date: None,
        };
        let faults = wanted.chosen().unwrap_err();
        let fields: Vec<&str> = faults.iter().map(Fault::field).collect();
        assert_eq!(fields, ["edition", "language", "format", "party_id"]);
        assert_eq!(faults[0].offered(), "compliance, auditor");
    }

    #[test]
    fn what_is_not_said_is_the_usual() {
        let wanted = Wanted { edition: "auditor".to_owned(), ..Wanted::default() };
        let usual = Chosen { edition: Edition::Auditor, language: Language::default(), format: Format::Pdf };
        assert_eq!(wanted.chosen(), Ok(usual));
    }
}
