//! What a job is about and how far it is.

use std::fmt;
use std::str::FromStr;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Check the files of an upload.
    Upload,
    /// Make an assessment from its frozen inputs.
    Assessment,
    /// Make a report of an assessment.
    Report,
    /// Screen parties against lists and each other.
    Screening,
    /// Score an assessment's inputs under another ruleset.
    RulesetTrial,
    /// Put everything of an organisation into one file.
    Export,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Upload, Self::Assessment, Self::Report, Self::Screening, Self::RulesetTrial, Self::Export];

    /// The word in the database and in answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Assessment => "assessment",
            Self::Report => "report",
            Self::Screening => "screening",
            Self::RulesetTrial => "ruleset_trial",
            Self::Export => "export",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or(())
    }
}

/// How far a job is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for a worker.
    Queued,
    /// A worker has it, or had it until it was killed.
    Running,
    /// Its result is stored.
    Done,
    /// It cannot be done; the problem says why.
    Failed,
    /// Somebody called it off.
    Cancelled,
}

impl State {
    /// The word in the database and in answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether nothing more will happen by itself.
    pub fn has_ended(self) -> bool {
        match self {
            Self::Queued | Self::Running => false,
            Self::Done | Self::Failed | Self::Cancelled => true,
        }
    }
}

impl FromStr for State {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        let all = [Self::Queued, Self::Running, Self::Done, Self::Failed, Self::Cancelled];
        all.into_iter().find(|state| state.as_str() == word).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_state_is_read_back_from_its_word() {
        assert!(Kind::ALL.into_iter().all(|kind| kind.as_str().parse() == Ok(kind)));
        for state in [State::Queued, State::Running, State::Done, State::Failed, State::Cancelled] {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert!("asleep".parse::<State>().is_err());
    }
}
