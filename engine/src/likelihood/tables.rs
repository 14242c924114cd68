//! The ruleset's numbers as the sums need them, at a chosen strength.

#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: a checked ruleset has one number per regime and leaf everywhere"
)]

use crate::evidence::{AUTHORITY, EvidenceRules};
use crate::pattern::GateWorkspace;
use crate::ruleset::{Ruleset, Says};

/// How strongly factors, answers and lists speak: their log-ratios are multiplied by it. Base odds, factor weights and
/// prevalences stay as they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strength(f64);

impl Strength {
    /// As the ruleset states them.
    pub const AS_STATED: Self = Self(1.0);

    /// Times a factor; 0 silences everything, negative numbers and those that are none count as 0.
    pub fn scaled(factor: f64) -> Self {
        Self(if factor > 0.0 && factor.is_finite() { factor } else { 0.0 })
    }

    pub(crate) fn factor(self) -> f64 {
        self.0
    }

    /// A likelihood ratio at this strength. At strength 1 it is the ratio itself, to the last bit.
    fn ratio(self, ratio: f64) -> f64 {
        if self == Self::AS_STATED { ratio } else { libm::pow(ratio, self.0) }
    }
}

/// Numbers of a ruleset at one strength.
#[derive(Debug)]
pub(crate) struct Tables {
    pub strength: Strength,
    /// Number of regimes, leaves and channels.
    pub regimes: usize,
    pub leaves: usize,
    pub channels: usize,
    /// Per flat answer: t/f; 1 for answers that speak to no leaf.
    pub leaf_ratio: Vec<f64>,
    /// Per flat answer and regime: P(answer | regime) / P(answer | first regime); 1 for answers that are no context.
    pub context_ratio: Vec<f64>,
    /// Per list and regime: what a confirmed match multiplies the odds with.
    pub list_factor: Vec<f64>,
    /// Ids of the lists, sorted.
    pub list_ids: Vec<String>,
    /// Per regime.
    pub base: Vec<f64>,
    pub factor_weight: Vec<f64>,
    /// P(leaf | regime), regime-major: for most places, and for those with mostly migrant workers.
    pub prevalence: [Vec<f64>; 2],
    /// P(channel | regime) where nothing is known, regime-major, for the same two.
    pub plain: [Vec<f64>; 2],
    /// Leaves of each indicator.
    pub indicator_leaves: Vec<Vec<usize>>,
    /// Leaves of each channel.
    pub channel_leaves: Vec<Vec<usize>>,
    /// Per leaf: the weight with which labour links carry it.
    pub labour_weight: Vec<f64>,
}

impl Tables {
    pub(crate) fn new(rules: &EvidenceRules<'_>, strength: Strength) -> Self {
        let ruleset = rules.ruleset;
        let source = ruleset.source();
        let regimes = ruleset.regime_count();
        let (leaf_ratio, context_ratio) = answer_ratios(ruleset, strength);
        // A confirmed match is an adverse answer of an authority.
        let authority = ruleset.source_class(AUTHORITY).map_or(1.0, |class| rules.classes[class].r_against);
        let list_factor = source
            .lists
            .values()
            .flat_map(|by| by.iter().map(|p| 1.0 + authority * (strength.ratio(p / by[0]) - 1.0)))
            .collect();
        let by_regime = |of: fn(&crate::ruleset::Leaf) -> &Vec<f64>| -> Vec<f64> {
            (0..regimes).flat_map(|z| ruleset.leaves().iter().map(move |leaf| of(leaf)[z])).collect()
        };
        let prevalence = [by_regime(|leaf| &leaf.prevalence), by_regime(|leaf| &leaf.prevalence_migrant)];
        let indicator_leaves: Vec<Vec<usize>> = (0..source.indicators.len())
            .map(|i| {
                ruleset.leaves().iter().enumerate().filter(|(_, leaf)| leaf.indicator == i).map(|(k, _)| k).collect()
            })
            .collect();
        let channel_leaves = indicator_leaves
            .iter()
            .cloned()
            .chain(ruleset.patterns().iter().map(|pattern| pattern.gate.leaves().to_vec()))
            .collect();
        let labour_weight = ruleset
            .leaves()
            .iter()
            .map(|leaf| source.labour_links_carry.get(leaf.id.as_str()).copied().unwrap_or_default())
            .collect();
        let mut tables = Self {
            strength,
            regimes,
            leaves: ruleset.leaves().len(),
            channels: ruleset.channels().len(),
            leaf_ratio,
            context_ratio,
            list_factor,
            list_ids: source.lists.keys().cloned().collect(),
            base: source.regimes.classes.iter().map(|class| class.base).collect(),
            factor_weight: source.regimes.classes.iter().map(|class| class.factor_weight).collect(),
            prevalence,
            plain: [Vec::new(), Vec::new()],
            indicator_leaves,
            channel_leaves,
            labour_weight,
        };
        let mut room = GateWorkspace::default();
        tables.plain = [0, 1].map(|set| {
            tables.prevalence[set]
                .chunks(tables.leaves.max(1))
                .flat_map(|leaves| channels_given(leaves, &tables, ruleset, &mut room))
                .collect()
        });
        tables
    }

    /// P(leaf | regime), regime-major.
    pub(crate) fn prevalence(&self, migrant: bool) -> &[f64] {
        &self.prevalence[usize::from(migrant)]
    }
}

/// P(indicator) for independent leaves: any of its own.
pub(crate) fn any_of(leaves: &[usize], p: &[f64]) -> f64 {
    1.0 - leaves.iter().fold(1.0, |none, &leaf| none * (1.0 - p[leaf]))
}

fn channels_given(leaves: &[f64], tables: &Tables, ruleset: &Ruleset, room: &mut GateWorkspace) -> Vec<f64> {
    let indicators = tables.indicator_leaves.iter().map(|of| any_of(of, leaves));
    let patterns = ruleset.patterns().iter().map(|pattern| pattern.gate.probability_in(leaves, room));
    indicators.chain(patterns).collect()
}

fn answer_ratios(ruleset: &Ruleset, strength: Strength) -> (Vec<f64>, Vec<f64>) {
    let regimes = ruleset.regime_count();
    let (mut leaf, mut context) = (Vec::new(), Vec::new());
    for answer in ruleset.questions().iter().flat_map(|question| &question.answers) {
        match &answer.says {
            Says::Nothing => {
                leaf.push(1.0);
                context.extend(std::iter::repeat_n(1.0, regimes));
            }
            Says::Leaf { t, f, .. } => {
                leaf.push(strength.ratio(t / f));
                context.extend(std::iter::repeat_n(1.0, regimes));
            }
            Says::Regime(by) => {
                leaf.push(1.0);
                context.extend(by.iter().map(|p| strength.ratio(p / by[0])));
            }
        }
    }
    (leaf, context)
}
