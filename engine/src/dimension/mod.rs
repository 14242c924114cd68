//! What interviews show together: indicators of several strengths that make a dimension positive, and dimensions that make
//! a class.
//!
//! Such a scheme classifies one person, or a group of workers who are in the same position. It is therefore asked of
//! interview records about one person or one named group only, never of policies, self-assessments or audits, and its
//! result is a hint for a specialist, never a finding about a person.

mod answer;
mod case;
mod checked;
mod rule;
mod source;

pub use answer::{Applied, DimensionResult, DimensionStatus, RoundResult, rounds, with_dimensions};
pub use case::{DimensionCase, check_dimension_case};
pub use checked::{Dimensions, DimensionsError};
pub use rule::{Counts, Known, PositiveWhen, is_positive, status};
pub use source::{ClassRule, Dimension, DimensionIndicator, DimensionsSource, Reading, Strength};
