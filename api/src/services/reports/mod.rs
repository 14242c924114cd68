//! Reports of assessments: asked for, made in the background, looked through for personal data, given out.
//!
//! A report is made from what the assessment stored, so that the same assessment, day and head of the audit log give the same bytes.
//! What may tell about a person is not given out before somebody decided so.

mod decide;
mod edition;
mod make;
mod personal;
mod render;
mod start;
mod stored;

pub use decide::{DecideError, Decision, decide};
pub use edition::{Edition, Fault, Format, Wanted};
pub use make::MakeReport;
pub use personal::Suspect;
pub use start::{ReportStartError, StartedReport, start};
pub use stored::{ReportReadError, file, find};
