//! One party recomputed step by step, with every number that a second person needs to follow it on paper.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::outline::{COUNTRY_MIX, Outline};
use super::result::{Driver, DriverKind};
use crate::evidence::{Evidence, WorkerGroup};
use crate::ids::{EvidenceId, LeafId, PartyId, QuestionId};
use crate::likelihood::{ChannelLikelihood, ItemTerm, PartyTrace, TermSource, logit};
use crate::network::{Network, PartyOrigin};
use crate::ruleset::{Ruleset, Says};

/// The whole calculation of one party's headline channel for a group of workers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// Party.
    pub party_id: PartyId,
    /// Group of workers.
    pub group: WorkerGroup,
    /// Whether the prevalences of mostly migrant workforces hold.
    pub migrant_prevalences: bool,
    /// Factors with a known value.
    pub factors: Vec<FactorTerm>,
    /// Terms of the log-odds of every regime; they sum to `log_odds`.
    pub terms: Vec<TraceTerm>,
    /// Log-odds of every regime against the first.
    pub log_odds: Vec<f64>,
    /// Probability of every regime.
    pub regimes: Vec<f64>,
    /// Every leaf.
    pub leaves: Vec<LeafStep>,
    /// Per set of seeing sources and regime, where at most two families reassure.
    pub rows: Option<Vec<TraceRow>>,
    /// Drivers of the headline; they sum to `logit`.
    pub drivers: Vec<Driver>,
    /// Log-odds of the headline.
    pub logit: f64,
    /// Headline likelihood.
    pub likelihood: f64,
    /// What the recruiters carry in, as leaf and w·p, where they carry anything.
    pub recruiters: Vec<RecruiterStep>,
    /// Standard deviation of the log-odds that judgement leaves open.
    pub judgement: f64,
    /// The same for what nobody looked at, before it is multiplied by 1 − coverage.
    pub blind: f64,
    /// Coverage of the headline, 0–1.
    pub coverage: f64,
    /// Factors whose value is unknown, each with its spread.
    pub spreads: Vec<FactorTerm>,
    /// Standard deviation of the log-odds.
    pub sigma: f64,
    /// Range of the headline.
    pub range: [f64; 2],
}

/// A factor and a number of it: log-ratio or spread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactorTerm {
    /// Factor.
    pub factor: String,
    /// Natural log likelihood ratio as counted after caps, or spread.
    pub value: f64,
}

/// What a recruiter carries into the place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecruiterStep {
    /// Recruiter.
    pub recruiter: PartyId,
    /// Leaf.
    pub leaf: LeafId,
    /// Weight of the leaf times the recruiter's own likelihood of it.
    pub carried: f64,
}

/// One term of the log-odds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceTerm {
    /// `base`, `factor`, `context`, `list`, `leaf` or `reassurance`.
    pub kind: String,
    /// Factor, question, list, leaf or family; empty for the base.
    pub id: String,
    /// Per regime.
    pub by_regime: Vec<f64>,
    /// Evidence behind it.
    pub evidence: Vec<EvidenceId>,
}

/// One leaf.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeafStep {
    /// Leaf.
    pub leaf: LeafId,
    /// P(present | regime) before evidence.
    pub prevalence: Vec<f64>,
    /// Items that speak about it.
    pub items: Vec<StepItem>,
    /// ln Λ of its open adverse items.
    pub ln_lambda: f64,
    /// Probability after everything.
    pub likelihood: f64,
}

/// One item of evidence about a leaf.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepItem {
    /// Evidence.
    pub evidence_id: EvidenceId,
    /// Question.
    pub question: QuestionId,
    /// Answer.
    pub answer: String,
    /// Source class.
    pub source: String,
    /// Day.
    pub observed_on: Option<NaiveDate>,
    /// Whether it raises the likelihood.
    pub adverse: bool,
    /// P(answer | leaf present).
    pub present: f64,
    /// P(answer | leaf absent).
    pub absent: f64,
    /// How far the source is believed in this direction, 0–1.
    pub reliability: f64,
    /// Freshness φ of a reassuring item, 0–1; 1 for adverse ones.
    pub freshness: f64,
    /// ln λ as counted; for reassuring items where the source sees.
    pub log_ratio: f64,
}

/// One set of seeing sources.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceRow {
    /// Source classes that see; the others are blind.
    pub sees: Vec<String>,
    /// Probability of that set.
    pub probability: f64,
    /// Per regime.
    pub regimes: Vec<TraceCell>,
}

/// One set of seeing sources in one regime.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceCell {
    /// Natural log of its weight.
    pub ln_weight: f64,
    /// Its probability after everything.
    pub probability: f64,
    /// Probability of the headline within it.
    pub headline: f64,
}

/// Recomputes one party, for the group that its headline comes from, with names for indices; `None` where there is no such
/// party.
pub(super) fn trace(network: &Network, outline: &Outline<'_>, ruleset: &Ruleset, party: usize) -> Option<Trace> {
    let own = outline.own.parties.get(party)?;
    let lead = own.channels.get(ruleset.headline())?;
    trace_with(network, outline, ruleset, (party, lead))
}

/// The same for another group; `None` where there is no such party or group.
pub(super) fn trace_of_group(
    network: &Network,
    outline: &Outline<'_>,
    ruleset: &Ruleset,
    party: usize,
    group: WorkerGroup,
) -> Option<Trace> {
    if outline.own.parties.get(party)?.headline_group == group {
        return trace(network, outline, ruleset, party);
    }
    let lead = outline.prepared.headline_of_group(&outline.own, party, group)?;
    trace_with(network, outline, ruleset, (party, &lead))
}

/// The calculation behind a headline channel, for the group that it names.
fn trace_with(
    network: &Network,
    outline: &Outline<'_>,
    ruleset: &Ruleset,
    (party, lead): (usize, &ChannelLikelihood),
) -> Option<Trace> {
    let own = outline.own.parties.get(party)?;
    let steps = outline.prepared.trace_of_group(&outline.own, party, lead.group)?;
    let group = own.of_group(lead.group)?;
    let regimes = &ruleset.source().regimes;
    let names = Names { ruleset, outline };
    let last_weight = regimes.classes.last().map_or(1.0, |class| class.factor_weight);
    let factors = steps.terms.iter().filter_map(|term| match term.source {
        TermSource::Factor(f) => Some(FactorTerm {
            factor: ruleset.source().factors.get(f)?.id.clone(),
            value: term.by_regime.last()? / last_weight,
        }),
        TermSource::Base
        | TermSource::Context(_)
        | TermSource::List(_)
        | TermSource::Leaf(_)
        | TermSource::Family(_) => None,
    });
    let stated = network.parties().get(party)?;
    let mut trace = Trace {
        party_id: stated.id.clone(),
        group: steps.group,
        migrant_prevalences: steps.migrant_prevalence,
        factors: factors.collect(),
        terms: steps.terms.iter().map(|term| names.term(&term.source, &term.by_regime, &steps)).collect(),
        log_odds: steps.log_odds.clone(),
        regimes: group.regimes.clone(),
        leaves: ruleset.leaves().iter().enumerate().map(|(k, _)| names.leaf(k, &steps, &group.leaves)).collect(),
        rows: steps.table.as_ref().map(|rows| rows.iter().map(|row| names.row(row)).collect()),
        drivers: outline.named(steps.drivers.clone(), ruleset),
        logit: steps.logit,
        likelihood: lead.p,
        recruiters: names.recruiters(network, own),
        judgement: regimes.judgement,
        blind: regimes.blind,
        coverage: lead.coverage,
        spreads: own
            .gaps
            .iter()
            .filter_map(|&f| ruleset.source().factors.get(f))
            .map(|factor| FactorTerm { factor: factor.id.clone(), value: factor.spread })
            .collect(),
        sigma: lead.sigma,
        range: [lead.p_low, lead.p_high],
    };
    if stated.origin == PartyOrigin::Imputed {
        mix_in(&mut trace);
    }
    Some(trace)
}

/// An undisclosed supply is a mix of places in several countries, each of which nobody looked at. What the mix moves, against a
/// place of unknown country, stands as a term and a driver of its own, so that every table comes to the supply's own numbers.
fn mix_in(trace: &mut Trace) {
    let first = trace.regimes.first().copied().unwrap_or(1.0);
    let moved: Vec<f64> =
        trace.regimes.iter().zip(&trace.log_odds).map(|(p, log_odds)| libm::log(p / first) - log_odds).collect();
    for (log_odds, moved) in trace.log_odds.iter_mut().zip(&moved) {
        *log_odds += moved;
    }
    for row in trace.rows.iter_mut().flatten() {
        for ((cell, moved), regime) in row.regimes.iter_mut().zip(&moved).zip(&trace.regimes) {
            cell.ln_weight += moved;
            cell.probability = row.probability * regime;
        }
    }
    let (kind, id) = ("factor".to_owned(), COUNTRY_MIX.to_owned());
    trace.terms.push(TraceTerm { kind, id, by_regime: moved, evidence: Vec::new() });
    trace.logit = logit(trace.likelihood);
    let change = trace.logit - trace.drivers.iter().map(|driver| driver.change).sum::<f64>();
    let (kind, id) = (DriverKind::Factor, COUNTRY_MIX.to_owned());
    trace.drivers.push(Driver { kind, id, answer: None, evidence: None, change });
}

struct Names<'a> {
    ruleset: &'a Ruleset,
    outline: &'a Outline<'a>,
}

impl Names<'_> {
    fn term(&self, source: &TermSource, by_regime: &[f64], steps: &PartyTrace) -> TraceTerm {
        let source_rules = self.ruleset.source();
        let (kind, id, evidence) = match source {
            TermSource::Base => ("base", String::new(), Vec::new()),
            TermSource::Factor(f) => {
                ("factor", source_rules.factors.get(*f).map(|f| f.id.clone()).unwrap_or_default(), Vec::new())
            }
            TermSource::Context(evidence) => {
                let question = self.evidence(evidence).map(|row| row.question.to_string());
                ("context", question.unwrap_or_default(), vec![evidence.clone()])
            }
            TermSource::List(list) => ("list", list.clone(), Vec::new()),
            TermSource::Leaf(k) => {
                let items = steps.leaves.iter().filter(|leaf| leaf.leaf == *k).flat_map(|leaf| &leaf.adverse);
                ("leaf", self.leaf_id(*k).to_string(), items.map(|item| item.evidence.clone()).collect())
            }
            TermSource::Family(f) => {
                ("reassurance", self.ruleset.families().get(*f).cloned().unwrap_or_default(), Vec::new())
            }
        };
        TraceTerm { kind: kind.to_owned(), id, by_regime: by_regime.to_vec(), evidence }
    }

    fn leaf(&self, k: usize, steps: &PartyTrace, likelihoods: &[f64]) -> LeafStep {
        let rates = self.ruleset.leaves().get(k).map(|leaf| {
            if steps.migrant_prevalence { leaf.prevalence_migrant.clone() } else { leaf.prevalence.clone() }
        });
        let said = steps.leaves.iter().find(|leaf| leaf.leaf == k);
        let adverse = said.into_iter().flat_map(|leaf| &leaf.adverse).filter_map(|item| self.item(item, true, 0.0));
        let reassuring = said
            .into_iter()
            .flat_map(|leaf| &leaf.reassuring)
            .flat_map(|class| class.items.iter().filter_map(move |item| self.item(item, false, class.sees)));
        LeafStep {
            leaf: self.leaf_id(k),
            prevalence: rates.unwrap_or_default(),
            items: adverse.chain(reassuring).collect(),
            ln_lambda: said.map(|leaf| leaf.ln_lambda).unwrap_or_default(),
            likelihood: likelihoods.get(k).copied().unwrap_or_default(),
        }
    }

    fn item(&self, item: &ItemTerm, adverse: bool, sees: f64) -> Option<StepItem> {
        let source = self.ruleset.source();
        let question = source.questions.get(item.question)?;
        let resolved = self.ruleset.questions().get(item.question)?.answers.get(item.answer)?;
        let (present, absent) = match resolved.says {
            Says::Leaf { t, f, .. } => (t, f),
            Says::Nothing | Says::Regime(_) => return None,
        };
        Some(StepItem {
            evidence_id: item.evidence.clone(),
            question: QuestionId::new(&question.id),
            answer: question.answers.get(item.answer)?.id.clone(),
            source: source.sources.get(item.source)?.id.clone(),
            observed_on: self.evidence(&item.evidence)?.observed_on,
            adverse,
            present,
            absent,
            reliability: if adverse { item.weight } else { sees },
            freshness: if adverse { 1.0 } else { item.weight },
            log_ratio: item.ln_lambda,
        })
    }

    fn row(&self, row: &crate::likelihood::SeeingRow) -> TraceRow {
        let class = |source: &usize| self.ruleset.sources().get(*source).map(|class| class.id.clone());
        let cell = |cell: &crate::likelihood::SeeingCell| TraceCell {
            ln_weight: cell.ln_weight,
            probability: cell.probability,
            headline: cell.headline,
        };
        TraceRow {
            sees: row.sees.iter().filter_map(class).collect(),
            probability: row.probability,
            regimes: row.regimes.iter().map(cell).collect(),
        }
    }

    fn recruiters(&self, network: &Network, own: &crate::likelihood::PartyLikelihood) -> Vec<RecruiterStep> {
        let mut steps = Vec::new();
        for part in &own.recruiters {
            let Some(recruiter) = network.parties().get(part.recruiter) else {
                continue;
            };
            for (k, &carried) in part.carried.iter().enumerate().filter(|(_, carried)| **carried > 0.0) {
                steps.push(RecruiterStep { recruiter: recruiter.id.clone(), leaf: self.leaf_id(k), carried });
            }
        }
        steps
    }

    fn leaf_id(&self, k: usize) -> LeafId {
        self.ruleset.leaves().get(k).map_or_else(|| LeafId::new(""), |leaf| leaf.id.clone())
    }

    fn evidence(&self, id: &EvidenceId) -> Option<&Evidence> {
        self.outline.by_id.get(id)
    }
}
