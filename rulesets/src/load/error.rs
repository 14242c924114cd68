//! What can be wrong with the files of a ruleset, with the place in the file.

use chrono::NaiveDate;
use karvon_engine::dimension::DimensionsError;
use karvon_engine::requirement::RequirementError;
use karvon_engine::ruleset::RulesetError;
use thiserror::Error;

use super::kind::Kind;
use super::position::Position;
use crate::files::FileError;
use crate::reference::TableError;
use crate::texts::TextError;

/// One problem of one file.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadError {
    /// The file, e.g. `ilo-11/questions.yaml`.
    pub file: String,
    /// Where in it; `None` for the file as a whole.
    pub at: Option<Position>,
    /// What is wrong and what would be right.
    pub problem: Problem,
}

impl std::error::Error for LoadError {}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.at {
            Some(at) => write!(f, "`{}`, line {}, column {}: {}", self.file, at.line, at.column, self.problem),
            None => write!(f, "`{}`: {}", self.file, self.problem),
        }
    }
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Problem {
    /// No ruleset of that name, and no folder either.
    #[error("there is no such ruleset; there are {}, or give a folder that holds `ruleset.yaml`", backticked(.known))]
    NoSuchRuleset {
        /// Names of the rulesets that there are.
        known: Vec<String>,
    },
    /// The file is missing.
    #[error("is missing")]
    NoFile,
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file is no text.
    #[error("is not UTF-8 text")]
    NotText,
    /// The file is no YAML, or not of the form of a ruleset.
    #[error("{0}")]
    Yaml(String),
    /// Keys that stand in no file.
    #[error("missing: {}", backticked(.0))]
    MissingKeys(Vec<String>),
    /// A key stands in two files.
    #[error("the key `{key}` stands in `{other}` too; keep one of them")]
    KeyTwice {
        /// The key.
        key: &'static str,
        /// The other file.
        other: String,
    },
    /// What is extended is not named as `name@version`.
    #[error("`extends`: `{0}` names no ruleset; write a name and a version, like `ilo-11@1.0.0`")]
    NoBase(String),
    /// What is extended does not exist.
    #[error("`extends`: there is no ruleset `{name}`; there are {}, or a folder beside this one", backticked(.known))]
    UnknownBase {
        /// The name.
        name: String,
        /// Names of the rulesets of the program.
        known: Vec<String>,
    },
    /// What is extended has another version.
    #[error(
        "`extends`: `{name}` is version {found}, not {wanted}; see what differs (`karvon ruleset diff`), then write \
         `{name}@{found}`"
    )]
    BaseVersion {
        /// The name.
        name: String,
        /// The version asked for.
        wanted: String,
        /// The version that there is.
        found: String,
    },
    /// A ruleset extends itself, directly or by others.
    #[error("`extends`: goes round in a circle: {}", .0.join(" extends "))]
    Circle(Vec<String>),
    /// Something that only a ruleset that extends another one can have.
    #[error("`{0}` needs `extends`: there is nothing yet that it could be done to")]
    NothingToDoItTo(&'static str),
    /// Something to be removed that is not there.
    #[error("`remove.{key}`: `{base}` has no `{id}`")]
    NothingToRemove {
        /// Key.
        key: &'static str,
        /// The ruleset that is extended.
        base: String,
        /// The id.
        id: String,
    },
    /// A value that cannot be changed as asked.
    #[error("`change.{path}`: {reason}")]
    Change {
        /// Path of the value.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// The ruleset as a whole does not hold together.
    #[error(transparent)]
    Ruleset(#[from] RulesetError),
    /// A checklist does not hold together.
    #[error(transparent)]
    Requirement(#[from] RequirementError),
    /// A scheme of dimensions does not hold together.
    #[error(transparent)]
    Dimensions(#[from] DimensionsError),
    /// A question of a checklist stands elsewhere with another form.
    #[error("`questions`: `{0}` is asked elsewhere too and takes other answers; give it another id")]
    OtherForm(String),
    /// The ruleset is there and holds something else than likelihoods.
    #[error("holds no likelihoods (`kind: {}`); name a checklist with `--requirements`", .0.as_str())]
    OtherKind(Kind),
    /// The ruleset is there and is no checklist.
    #[error("is no checklist; there are {}, or give a folder whose `ruleset.yaml` says `kind: requirement`", backticked(.known))]
    NoChecklist {
        /// Names of the shipped checklists.
        known: Vec<String>,
    },
    /// A factor cannot be made from a reference table.
    #[error("`{place}`: {reason}")]
    Reference {
        /// Key, e.g. `factors.country.from_reference`.
        place: String,
        /// What is wrong and what would be right.
        reason: String,
    },
    /// A reference table cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A message file cannot be used.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Two cases have one id.
    #[error("the case `{0}` stands twice")]
    CaseTwice(String),
}

/// A ruleset that is not yet in force on the day of an assessment.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "ruleset `{name}` {version} may be used from {effective_from} on; the assessment is of {as_of}; change \
     `effective_from` in its `ruleset.yaml`, or assess as of a later day"
)]
pub struct NotYetEffective {
    /// Name of the ruleset.
    pub name: String,
    /// Its version.
    pub version: String,
    /// First day on which it may be used.
    pub effective_from: NaiveDate,
    /// Day of the assessment.
    pub as_of: NaiveDate,
}

fn backticked(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
