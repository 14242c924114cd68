//! What is wrong with a question: in words, and where it stands in the question.

use karvon_engine::assessment::WhatIfProblem;
use thiserror::Error;

/// What is wrong with a question. Changes are counted from 1.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum QuestionFault {
    /// No JSON of that shape.
    #[error("the question cannot be read: {0}; write {{\"changes\": […]}}")]
    Unreadable(String),
    /// Nothing is asked.
    #[error("the question holds no changes; name at least one")]
    Empty,
    /// A field that is unknown or holds something else.
    #[error("change {change}: {message}")]
    Unfit {
        /// Number of the change.
        change: usize,
        /// Where in it, as a JSON pointer.
        place: String,
        /// What is wrong.
        message: String,
    },
    /// A change of no known shape.
    #[error(
        "change {0} is none; write `party_id`, `channel` and `likelihood`, or `answer`, or `link_id` (or `supplier_id` and `buyer_id`) and `weight`"
    )]
    Shape(usize),
    /// No link between two parties.
    #[error("change {change}: no such link leads from `{supplier}` to `{buyer}` in this assessment")]
    NoLink {
        /// Number of the change.
        change: usize,
        /// Supplier.
        supplier: String,
        /// Buyer.
        buyer: String,
    },
    /// A row of answers that cannot be read.
    #[error("change {change}: {message}; {fix}")]
    Answer {
        /// Number of the change.
        change: usize,
        /// Column of the row, where it is one.
        column: Option<String>,
        /// What is wrong.
        message: String,
        /// What would be right.
        fix: String,
    },
    /// An answer about a party that is not there.
    #[error("change {change}: there is no party `{party}` in this assessment; give one of its ids as `supplier_id`")]
    UnknownParty {
        /// Number of the change.
        change: usize,
        /// The id.
        party: String,
    },
    /// An answer as if a worker had said it, by somebody who may not see what workers said.
    #[error("change {0}: what workers say is not for this role, and neither is asking what it would change")]
    Testimony(usize),
    /// Something that only the engine sees.
    #[error(transparent)]
    Change(WhatIfProblem),
}

impl QuestionFault {
    /// Number of the change, from 1; 0 for the question as a whole.
    pub(super) fn change(&self) -> usize {
        match self {
            Self::Unreadable(_) | Self::Empty => 0,
            Self::Shape(change)
            | Self::Testimony(change)
            | Self::Unfit { change, .. }
            | Self::NoLink { change, .. }
            | Self::Answer { change, .. }
            | Self::UnknownParty { change, .. } => *change,
            Self::Change(problem) => problem.change(),
        }
    }

    /// A short word for it.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Unreadable(_) | Self::Unfit { .. } | Self::Shape(_) => "shape",
            Self::Empty => "empty",
            Self::NoLink { .. } | Self::Change(WhatIfProblem::UnknownLink { .. }) => "unknown-link",
            Self::Answer { .. } => "answer",
            Self::UnknownParty { .. } | Self::Change(WhatIfProblem::UnknownParty { .. }) => "unknown-party",
            Self::Testimony(_) => "testimony",
            Self::Change(WhatIfProblem::UnknownChannel { .. }) => "unknown-channel",
            Self::Change(WhatIfProblem::LabourLink { .. }) => "labour-link",
            Self::Change(WhatIfProblem::OutOfRange { .. }) => "share",
            Self::Change(WhatIfProblem::UnknownAnswer { .. }) => "unknown-answer",
            Self::Change(WhatIfProblem::UnusedAnswer { .. }) => "unused-answer",
        }
    }

    /// Where it stands in the question, as a JSON pointer.
    pub fn pointer(&self) -> String {
        let (change, place) = match self {
            Self::Unreadable(_) => return String::new(),
            Self::Empty => return "/changes".to_owned(),
            Self::Shape(change) => (*change, ""),
            Self::Unfit { change, place, .. } => (*change, place.as_str()),
            Self::NoLink { change, .. } => (*change, "/supplier_id"),
            Self::Answer { change, column, .. } => {
                let column = column.as_deref().map(|column| format!("/{}", crate::error::escaped(column)));
                return at(*change, &format!("/answer{}", column.unwrap_or_default()));
            }
            Self::UnknownParty { change, .. } => (*change, "/answer/supplier_id"),
            Self::Testimony(change) => (*change, "/answer/source"),
            Self::Change(problem) => (
                problem.change(),
                match problem {
                    // Whom an answer is about was looked up before.
                    WhatIfProblem::UnknownParty { .. } => "/party_id",
                    WhatIfProblem::UnknownChannel { .. } => "/channel",
                    WhatIfProblem::UnknownLink { .. } | WhatIfProblem::LabourLink { .. } => "/link_id",
                    WhatIfProblem::OutOfRange { field: "weight", .. } => "/weight",
                    WhatIfProblem::OutOfRange { .. } => "/likelihood",
                    WhatIfProblem::UnknownAnswer { .. } => "/replaces",
                    WhatIfProblem::UnusedAnswer { .. } => "/answer",
                },
            ),
        };
        at(change, place)
    }
}

fn at(change: usize, place: &str) -> String {
    format!("/changes/{}{place}", change.saturating_sub(1))
}
