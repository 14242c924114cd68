//! `cost_plausible`: stated recruitment cost agrees with what is published for the corridor.
//!
//! *What it asks*: that the cost of a cohort is not below half of the lowest published figure of its corridor, unless it
//! rests on receipts or interviews. *Why*: what employers say about fees is far below what workers say; a nil in a corridor
//! where workers pay is a question, not an answer. Figures are dated and used as priors only.
//! *Unknown when* the stated cost is that low and rests on neither, or is not stated.
//! *Not applicable when* no figure is known for any corridor.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::point::{Point, What};
use super::super::rule::Verification;
use super::super::statement::Catalogue;
use super::Ask;
use crate::network::Country;
use crate::recruitment::{Cohort, Converter, FeeBasis};

/// Part of the lowest published figure below which a cost needs proof.
const PLAUSIBLE_FROM: f64 = 0.5;

/// Stated recruitment cost agrees with what is published for the corridor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostPlausible {
    /// Published figures; of several for one corridor the first counts.
    pub corridors: Vec<CorridorPrior>,
}

/// A published figure for a corridor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CorridorPrior {
    /// Countries that workers come from; empty: any.
    #[serde(default)]
    pub origins: Vec<Country>,
    /// Countries that they go to; empty: any.
    #[serde(default)]
    pub destinations: Vec<Country>,
    /// Lowest and highest cost in months of earnings.
    #[serde(default)]
    pub months: Option<[f64; 2]>,
    /// Lowest and highest cost in US dollars.
    #[serde(default)]
    pub usd: Option<[f64; 2]>,
    /// Year or years that it is about.
    pub of: String,
    /// Who published it.
    pub source: String,
    /// Day of that publication or of our reading of it.
    pub as_of: NaiveDate,
    /// How well it was verified.
    pub verification: Verification,
}

impl CorridorPrior {
    fn is_of(&self, cohort: &Cohort) -> bool {
        let within = |list: &[Country], country: Option<Country>| {
            list.is_empty() || country.is_some_and(|country| list.contains(&country))
        };
        within(&self.origins, cohort.origin) && within(&self.destinations, cohort.destination)
    }

    fn told(&self) -> String {
        let range = |[low, high]: [f64; 2], unit: &str| {
            if (high - low).abs() < f64::EPSILON { format!("{low} {unit}") } else { format!("{low}–{high} {unit}") }
        };
        let parts = self.months.map(|r| range(r, "months")).into_iter().chain(self.usd.map(|r| range(r, "USD")));
        format!("{} ({})", parts.collect::<Vec<_>>().join(", "), self.of)
    }
}

impl Ask for CostPlausible {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        if facts.cohorts().is_empty() {
            return Tally::missing(Point::new(What::NoCohorts));
        }
        let converter = Converter::new(&facts.inputs.rates);
        let mut tally = Tally::default();
        for (cohort, cost) in facts.cohorts() {
            let Some(prior) = self.corridors.iter().find(|prior| prior.is_of(cohort)) else { continue };
            let point = |what| Point::new(what).of(vec![cohort.id.clone()]).valued(prior.told());
            let day = cohort.arrived_to.unwrap_or(facts.as_of());
            let usd = cost
                .paid_per_worker
                .zip(cost.currency.as_ref())
                .and_then(|(paid, currency)| converter.convert(paid, currency, "USD", day))
                .map(|(usd, _)| usd);
            let paid_months =
                cost.paid_per_worker.zip(cohort.monthly_wage.filter(|wage| *wage > 0.0)).map(|(p, w)| p / w);
            let pairs = [(lowest(prior.months), paid_months), (lowest(prior.usd), usd)];
            let compared: Vec<(f64, f64)> = pairs.into_iter().filter_map(|(low, paid)| low.zip(paid)).collect();
            let proved = matches!(cost.basis, Some(FeeBasis::Receipt | FeeBasis::Interview));
            if compared.is_empty() {
                tally.missing.push(point(What::CostUnknown));
            } else if proved || compared.iter().any(|(low, paid)| paid >= low) {
                tally.shown.push(point(What::CostPlausible));
            } else {
                tally.missing.push(point(What::CostImplausible));
            }
        }
        tally
    }

    fn problems(&self, _catalogue: &Catalogue) -> Vec<String> {
        let mut problems = Vec::new();
        for prior in &self.corridors {
            if prior.months.is_none() && prior.usd.is_none() {
                problems.push(format!("the figure of `{}` needs `months` or `usd`", prior.source));
            }
            if [prior.months, prior.usd].into_iter().flatten().any(|[low, high]| low < 0.0 || high < low) {
                problems.push(format!("the figure of `{}` must be two numbers, the lower first", prior.source));
            }
        }
        problems
    }
}

/// The cost below which proof is asked for.
fn lowest(range: Option<[f64; 2]>) -> Option<f64> {
    range.map(|[low, _]| low * PLAUSIBLE_FROM)
}
