//! Uploads: files of data on their way in.
//!
//! Files are kept as they came and checked in the background, against each other and against what the organisation knows; the
//! check writes staging tables and nothing else. What it found is looked at, put right, and committed in one transaction as one
//! revision of the organisation's data, which can be undone as a whole.

mod change;
mod check;
mod cohorts;
mod commit;
mod compare;
mod known;
mod rows;
mod stage;
mod start;
mod stored;
mod tables;
mod undo;

use thiserror::Error;

use crate::jobs::QueueError;
use crate::services::files::FileError;

pub use check::Check;
pub use commit::{Committed, Which, commit};
pub use rows::Outcome;
pub use start::{Mapping, NewUpload, Part, Started, repair, start};
pub use stored::{Mode, State, files, find, remove};
pub use tables::{resource_of, tables_of};
pub use undo::{Touched, Undone, undo};

/// Why an upload is not taken, changed, committed or undone.
#[derive(Debug, Error)]
pub enum UploadError {
    /// None that the organisation has.
    #[error("there is no such upload")]
    NotFound,
    /// Its state does not allow it.
    #[error("the upload is {0}")]
    State(State),
    /// The organisation is under a legal hold.
    #[error("the organisation is under a legal hold, which keeps every original; end it first")]
    LegalHold,
    /// It is being checked.
    #[error("the upload is being checked; wait until its job has ended")]
    Busy,
    /// Not everything in the files can be used, which was asked for.
    #[error("{count} things in the files keep rows from being used")]
    Broken {
        /// How many.
        count: u64,
        /// The first of them.
        first: Vec<crate::db::entities::upload_findings::Model>,
    },
    /// Rows that it concerns changed after the check.
    #[error("{} rows were changed after the check", .0.len())]
    DataChanged(Vec<Row>),
    /// Rows were changed, or lean on it, after the commit.
    #[error("{} rows were changed after the commit", .0.len())]
    LaterChanges(Vec<Row>),
    /// Too much work waits.
    #[error(transparent)]
    Queue(#[from] QueueError),
    /// An original cannot be read.
    #[error(transparent)]
    File(#[from] FileError),
    /// What is stored cannot be read: a defect.
    #[error("what is stored of the upload cannot be read: {0}")]
    Stored(String),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] sea_orm::DbErr),
}

/// A row of the organisation's data.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The table, by its name in files.
    pub table: &'static str,
    /// Its key.
    pub key: String,
}
