//! Rulesets in the service: those of the program, and those that an organisation added.
//!
//! An added ruleset stays as the archive that it came in, under its hash: what was assessed with it can be made again with it.
//! Which one new assessments take, an administrator says; nothing that is there is computed anew by that.

mod archive;
mod chosen;
mod stored;
mod trial;

use karvon_rulesets::LoadError;
use sea_orm::DbErr;
use thiserror::Error;

use super::lists::CarriedError;
use crate::error::{ApiError, Code};

#[cfg(test)]
pub(crate) use archive::tests::packed;
pub use archive::{ArchiveError, Unpacked, unpack};
pub use chosen::{Chosen, InUse, chosen, loaded_in_use, of};
pub use stored::{AddError, Added, Found, Redo, Shipped, activate, add, contents, find, in_use, shipped, shipped_id};
pub use trial::{BandMove, Trialled, Try};

/// Why a ruleset cannot be used.
#[derive(Debug, Error)]
pub enum RulesError {
    /// There is none of that name or id that the organisation may see.
    #[error("there is no ruleset `{0}`")]
    Unknown(String),
    /// The program has another version of it than the one that is meant.
    #[error(
        "this program has another version of the ruleset `{0}` than the assessment was started with; start it anew"
    )]
    OtherVersion(String),
    /// The program has another version of a list than the one that is meant.
    #[error(
        "this program has another version of the list `{list}` than the assessment was started with; start it anew"
    )]
    OtherList {
        /// The list.
        list: String,
    },
    /// Its files have faults.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Load(Vec<LoadError>),
    /// The lists beside the data cannot be used.
    #[error(transparent)]
    Lists(#[from] CarriedError),
    /// Its archive cannot be read.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// A defect of the program.
    #[error("{0}")]
    Defect(String),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

impl From<RulesError> for ApiError {
    fn from(error: RulesError) -> Self {
        match error {
            RulesError::Database(error) => error.into(),
            RulesError::Defect(what) => Self::internal(what),
            other @ (RulesError::Unknown(_)
            | RulesError::OtherVersion(_)
            | RulesError::OtherList { .. }
            | RulesError::Load(_)
            | RulesError::Lists(_)
            | RulesError::Archive(_)) => Self::new(Code::StateConflict).say(other.to_string()),
        }
    }
}
