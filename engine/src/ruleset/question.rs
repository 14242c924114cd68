//! Questions and what their answers say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evidence::WorkerGroup;
use crate::network::{Country, PartyKind};

/// A question, or one part of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// E.g. `I7.1`, or `I3.3.days` for a part.
    pub id: String,
    /// The question that this is a part of, e.g. `I3.3`; parts are read in the order of the file.
    #[serde(default)]
    pub part_of: Option<String>,
    /// Indicator that it asks about.
    pub indicator: String,
    /// Which leaf its answers speak to, or context.
    pub leaf: QuestionLeaf,
    /// How the answer is given.
    pub form: AnswerForm,
    /// Groups of workers that it is asked about.
    #[serde(default)]
    pub groups: Vec<WorkerGroup>,
    /// Source classes that can answer it, best first.
    pub asked_of: Vec<String>,
    /// What must hold for it to apply; all of them; what is unknown counts as holding.
    #[serde(default)]
    pub needs: Vec<Condition>,
    /// The factor that measures the same thing: then the question is recorded and not scored.
    #[serde(default)]
    pub measured_by_factor: Option<String>,
    /// Whether the answer `no` to it blinds every on-site source: independent monitors are shut out. Names that answer.
    #[serde(default)]
    pub shuts_out_monitors: Option<String>,
    /// Its answers; for numbers in the order in which they are tried.
    pub answers: Vec<Answer>,
}

/// What a question speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionLeaf {
    /// Involuntariness.
    Inv,
    /// Coercion.
    Coe,
    /// Vulnerability and context: speaks to the regime, never to a leaf.
    Context,
    /// Recorded only.
    Unscored,
}

/// How an answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerForm {
    /// One of several words.
    Choice,
    /// Any of several words; the most adverse counts.
    Multi,
    /// Yes or no: answers `yes` and `no`.
    YesNo,
    /// A number in a unit; words of an answer are allowed too.
    Number(Unit),
    /// Two sets of languages, those of the workers and those of the texts, with a semicolon between: answers `covered`
    /// and `uncovered`.
    LanguageSets,
}

/// Unit of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A share, 0–1; written as a percent or as a share.
    Share,
    /// A plain count.
    Count,
    /// Cases per 1,000 workers.
    PerThousand,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Months.
    Months,
    /// One number divided by another.
    Ratio,
    /// An amount of money in the local currency.
    Money,
    /// Square metres.
    SquareMetres,
    /// Kilometres.
    Kilometres,
    /// Days of wages.
    DaysOfWages,
}

/// How grave an adverse answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Worth following up; never makes an indicator observed.
    Minor,
    /// Makes an indicator observed where the source is reliable enough.
    Major,
}

/// One answer and what it says.
///
/// A leaf answer has `t` and `f`; a context answer has `by_regime`. In a question about a leaf, an answer that is
/// context only has `by_regime` beside `t` = `f`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Code, e.g. `employer_on_request`.
    pub id: String,
    /// Other spellings that files may hold, in any language.
    #[serde(default)]
    pub words: Vec<String>,
    /// For numbers: the range that it covers.
    #[serde(default)]
    pub when: Option<Bound>,
    /// P(such an answer | leaf present), 0.0005–0.9995.
    #[serde(default)]
    pub t: Option<f64>,
    /// P(such an answer | leaf absent), 0.0005–0.9995.
    #[serde(default)]
    pub f: Option<f64>,
    /// P(such an answer | regime), one number per regime, each 0.0005–0.9995.
    #[serde(default)]
    pub by_regime: Option<Vec<f64>>,
    /// For adverse answers: how grave.
    #[serde(default)]
    pub grade: Option<Grade>,
}

/// A range of numbers; every bound given must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// Greater than.
    #[serde(default)]
    pub above: Option<f64>,
    /// Greater than or equal to.
    #[serde(default)]
    pub at_least: Option<f64>,
    /// Less than.
    #[serde(default)]
    pub below: Option<f64>,
    /// Less than or equal to.
    #[serde(default)]
    pub at_most: Option<f64>,
}

impl Bound {
    /// Whether a number lies in the range.
    pub fn holds(&self, number: f64) -> bool {
        self.above.is_none_or(|b| number > b)
            && self.at_least.is_none_or(|b| number >= b)
            && self.below.is_none_or(|b| number < b)
            && self.at_most.is_none_or(|b| number <= b)
    }
}

/// What must hold at a party for a question to apply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// It has migrant workers.
    Migrants,
    /// It has agency workers.
    Agency,
    /// It has women workers.
    Women,
    /// It has workers under 18.
    Young,
    /// It houses workers.
    Housing,
    /// It names a state programme, or its country is known for one.
    StateProgramme,
    /// It is one of these kinds.
    Kind(Vec<PartyKind>),
    /// It is in one of these countries (alpha-3).
    Country(Vec<Country>),
    /// Its ISIC code begins with one of these.
    Sector(Vec<String>),
    /// It has at least so many workers.
    WorkersAtLeast(u32),
}

/// Whether an indicator is about labour imposed by the state: each of the questions about its leaves needs a state scheme
/// to apply.
pub(crate) fn is_state_imposed(indicator: &str, questions: &[Question]) -> bool {
    let about_leaves = || {
        questions.iter().filter(|question| {
            let leaf = matches!(question.leaf, QuestionLeaf::Inv | QuestionLeaf::Coe);
            leaf && question.indicator == indicator
        })
    };
    about_leaves().next().is_some()
        && about_leaves().all(|question| question.needs.contains(&Condition::StateProgramme))
}
