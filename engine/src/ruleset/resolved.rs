//! A ruleset after its checks: names resolved to indices, so that assessing never looks anything up by text.

use std::collections::BTreeMap;

use super::{Class, Grade, Question, QuestionLeaf, RulesetError, RulesetSource, SourceClass, check};
use crate::ids::{ChannelId, LeafId};
use crate::pattern::Gate;

/// A checked ruleset.
///
/// INVARIANT: every index held here is in range; probabilities are within [0, 1]; prevalences and factor weights do not
/// fall from regime to regime, so that more adverse evidence never lowers a result.
#[derive(Clone, Debug)]
pub struct Ruleset {
    source: RulesetSource,
    hash: String,
    leaves: Vec<Leaf>,
    questions: Vec<ResolvedQuestion>,
    question_index: BTreeMap<String, usize>,
    parts: BTreeMap<String, Vec<usize>>,
    families: Vec<String>,
    family_of: Vec<usize>,
    patterns: Vec<Pattern>,
    channels: Vec<ChannelId>,
}

/// A leaf with its indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// `<indicator>.inv` or `<indicator>.coe`.
    pub id: LeafId,
    /// Index of the indicator.
    pub indicator: usize,
    /// Involuntariness or coercion.
    pub class: Class,
    /// P(present | regime).
    pub prevalence: Vec<f64>,
    /// The same at places with mostly migrant workers.
    pub prevalence_migrant: Vec<f64>,
}

/// A question with its answers resolved, in the order of the source.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedQuestion {
    /// Index of the indicator.
    pub indicator: usize,
    /// Index of the leaf that it speaks to, if any.
    pub leaf: Option<usize>,
    /// Answers in the order of the source.
    pub answers: Vec<ResolvedAnswer>,
    /// How much it can tell: the largest minus the smallest ln(t/f) of its answers to the leaf.
    pub information: f64,
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedAnswer {
    /// Its meaning.
    pub says: Says,
    /// How grave, for adverse answers.
    pub grade: Option<Grade>,
}

/// The meaning of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Says {
    /// Nothing: recorded only.
    Nothing,
    /// Something about a leaf.
    Leaf {
        /// Index of the leaf.
        leaf: usize,
        /// P(answer | leaf present).
        t: f64,
        /// P(answer | leaf absent).
        f: f64,
    },
    /// Something about the regime: P(answer | regime).
    Regime(Vec<f64>),
}

impl Says {
    /// Whether it raises the result.
    pub fn is_adverse(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Leaf { t, f, .. } => t > f,
            Self::Regime(by) => by.last() > by.first(),
        }
    }

    /// Whether it lowers the result.
    pub fn is_reassuring(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Leaf { t, f, .. } => t < f,
            Self::Regime(by) => by.last() < by.first(),
        }
    }
}

/// A pattern with its gate resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Its id.
    pub id: ChannelId,
    /// Its gate over leaf indices.
    pub gate: Gate,
}

impl Ruleset {
    /// Checks a ruleset and resolves its names. All problems are returned at once.
    pub fn new(source: RulesetSource) -> Result<Self, Vec<RulesetError>> {
        let errors = check::problems(&source);
        if !errors.is_empty() {
            return Err(errors);
        }
        let hash = crate::hex::sha256(&canonical_form(&source));
        let leaves = resolve_leaves(&source);
        let names: Vec<(&str, Class)> = leaves.iter().map(|leaf| (leaf.id.as_str(), leaf.class)).collect();
        let mut errors = Vec::new();
        let mut patterns = Vec::new();
        for pattern in &source.patterns {
            match Gate::resolve(&pattern.gate, &names) {
                Ok(gate) => patterns.push(Pattern { id: ChannelId::new(&pattern.id), gate }),
                Err(error) => errors.push(RulesetError::Gate { pattern: pattern.id.clone(), source: error }),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let questions: Vec<ResolvedQuestion> =
            source.questions.iter().map(|question| resolve_question(question, &source, &leaves)).collect();
        let question_index =
            source.questions.iter().enumerate().map(|(i, question)| (question.id.clone(), i)).collect();
        let mut parts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (i, question) in source.questions.iter().enumerate() {
            if let Some(whole) = &question.part_of {
                parts.entry(whole.clone()).or_default().push(i);
            }
        }
        let mut families: Vec<String> = Vec::new();
        let mut family_of = Vec::new();
        for class in &source.sources {
            let family = class.family();
            let known = families.iter().position(|name| name == family);
            family_of.push(known.unwrap_or(families.len()));
            if known.is_none() {
                families.push(family.to_owned());
            }
        }
        let channels = source
            .indicators
            .iter()
            .map(|indicator| ChannelId::new(&indicator.id))
            .chain(source.patterns.iter().map(|pattern| ChannelId::new(&pattern.id)))
            .collect();
        Ok(Self { source, hash, leaves, questions, question_index, parts, families, family_of, patterns, channels })
    }

    /// The ruleset as its file states it.
    pub fn source(&self) -> &RulesetSource {
        &self.source
    }

    /// SHA-256 of the canonical form, 64 hexadecimal digits.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Number of regimes.
    pub fn regime_count(&self) -> usize {
        self.source.regimes.classes.len()
    }

    /// Leaves: by indicator, involuntariness before coercion.
    pub fn leaves(&self) -> &[Leaf] {
        &self.leaves
    }

    /// Questions, in the order of the source.
    pub fn questions(&self) -> &[ResolvedQuestion] {
        &self.questions
    }

    /// Index of a question or part by its id.
    pub fn question(&self, id: &str) -> Option<usize> {
        self.question_index.get(id).copied()
    }

    /// Indices of the parts of a question, in order; empty where it has none.
    pub fn parts(&self, id: &str) -> &[usize] {
        self.parts.get(id).map_or(&[], Vec::as_slice)
    }

    /// Index of a source class.
    pub fn source_class(&self, id: &str) -> Option<usize> {
        self.source.sources.iter().position(|class| class.id == id)
    }

    /// Source classes, in order.
    pub fn sources(&self) -> &[SourceClass] {
        &self.source.sources
    }

    /// Families of sources, in order of their first class.
    pub fn families(&self) -> &[String] {
        &self.families
    }

    /// Index of the family of a source class.
    pub fn family_of(&self, source: usize) -> Option<usize> {
        self.family_of.get(source).copied()
    }

    /// Patterns, in order.
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// Channels: indicators in order, then patterns in order.
    pub fn channels(&self) -> &[ChannelId] {
        &self.channels
    }

    /// Index of a channel.
    pub fn channel(&self, id: &str) -> Option<usize> {
        self.channels.iter().position(|channel| channel.as_str() == id)
    }

    /// Index of the headline channel.
    pub fn headline(&self) -> usize {
        self.channel(&self.source.headline).unwrap_or_default()
    }

    /// Index of a leaf by its id.
    pub fn leaf(&self, id: &str) -> Option<usize> {
        self.leaves.iter().position(|leaf| leaf.id.as_str() == id)
    }
}

/// The bytes that the hash is taken of: the source as JSON with fields in their fixed order and maps sorted.
pub(super) fn canonical_form(source: &RulesetSource) -> Vec<u8> {
    serde_json::to_vec(source).unwrap_or_default()
}

fn resolve_leaves(source: &RulesetSource) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    for (i, indicator) in source.indicators.iter().enumerate() {
        let of_class = [(Class::Inv, &indicator.leaves.inv), (Class::Coe, &indicator.leaves.coe)];
        for (class, rates) in of_class {
            if let Some(rates) = rates {
                leaves.push(Leaf {
                    id: LeafId::new(format!("{}.{}", indicator.id, class.as_str())),
                    indicator: i,
                    class,
                    prevalence: rates.prevalence.clone(),
                    prevalence_migrant: rates.prevalence_migrant.clone().unwrap_or_else(|| rates.prevalence.clone()),
                });
            }
        }
    }
    leaves
}

fn resolve_question(question: &Question, source: &RulesetSource, leaves: &[Leaf]) -> ResolvedQuestion {
    let indicator = source.indicators.iter().position(|i| i.id == question.indicator).unwrap_or_default();
    let class = match question.leaf {
        QuestionLeaf::Inv => Some(Class::Inv),
        QuestionLeaf::Coe => Some(Class::Coe),
        QuestionLeaf::Context | QuestionLeaf::Unscored => None,
    };
    let leaf = class.and_then(|class| leaves.iter().position(|l| l.indicator == indicator && l.class == class));
    let scored = question.leaf != QuestionLeaf::Unscored && question.measured_by_factor.is_none();
    let answers: Vec<ResolvedAnswer> = question
        .answers
        .iter()
        .map(|answer| {
            let says = match (scored, &answer.by_regime, leaf, answer.t, answer.f) {
                (true, Some(by_regime), ..) => Says::Regime(by_regime.clone()),
                (true, None, Some(leaf), Some(t), Some(f)) => Says::Leaf { leaf, t, f },
                _ => Says::Nothing,
            };
            ResolvedAnswer { says, grade: answer.grade }
        })
        .collect();
    let logs = answers.iter().filter_map(|answer| match answer.says {
        Says::Leaf { t, f, .. } => Some(libm::log(t / f)),
        Says::Nothing | Says::Regime(_) => None,
    });
    let (mut least, mut most) = (0.0_f64, 0.0_f64);
    for (i, log) in logs.enumerate() {
        least = if i == 0 { log } else { least.min(log) };
        most = if i == 0 { log } else { most.max(log) };
    }
    ResolvedQuestion { indicator, leaf, answers, information: most - least }
}
