//! What a law or a standard asks, and what an assessment answers to it.
//!
//! A [`Requirement`] is a checklist: rules, each with its article, its day of effect and how well its wording was verified,
//! and each naming one of the [`Check`]s with parameters. The checks know no law: they look at a finished assessment and the
//! inputs it was made from, and say what is shown, by which evidence, what speaks against it, and what is missing. That is no
//! legal verdict. Not knowing is an outcome of its own: a missing document, an unread place or a stale statement is
//! [`Outcome::Unknown`], never satisfied.

mod answer;
mod case;
mod check;
mod checked;
mod facts;
mod outcome;
mod places;
mod point;
mod result;
mod rule;
mod statement;

pub use answer::{answer, with_requirements};
pub use case::{CaseCohort, CaseLink, CasePlace, CaseStatement, RequirementCase, check_requirement_case};
pub use check::{
    AllOf, AnsweredAt, Assessed, AtLeast, BreachedBy, Check, CohortTerm, CohortTerms, CorridorPrior, CostBelow,
    CostPlausible, Examined, ExposedShareKnown, FeesNotBorne, FeesRepaid, FindingsEnded, GoodsClear,
    IndicatorsAnswered, LinksVerified, Planned, Ranked, RegionClear, Stated, StatedNumber, Unlisted, UpstreamTraced,
    ValuesKnown,
};
pub use checked::{Requirement, RequirementError};
pub use facts::Facts;
pub use outcome::Outcome;
pub use places::{Places, Within};
pub use point::{Point, What};
pub use result::{RequirementResult, RuleResult};
pub use rule::{RequirementSource, Rule, Verification};
pub use statement::{Catalogue, Said, StatementError, StatementForm, StatementQuestion};
