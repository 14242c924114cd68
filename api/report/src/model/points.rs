//! What a rule rests on or misses, in words.

use karvon_engine::ids::CohortId;
use karvon_engine::requirement::{Point, What};

use super::suppression::{Headcount, headcount};
use super::unknown::names;
use super::voice::Voice;
use crate::layout::rich::Rich;
use crate::sections::evidence_mark;

/// Names beside a point before the rest is counted.
const MOST_NAMES: usize = 4;
/// Numbers of evidence beside a point.
const MOST_EVIDENCE: usize = 4;

/// A point as a short sentence with the places and the evidence that it is about.
pub(crate) fn sentence(voice: &Voice<'_>, point: &Point) -> Rich {
    let name = point.name.as_deref().map(|name| named(voice, point.what, name)).unwrap_or_default();
    let value = match (point.what, point.name.as_deref(), point.value.as_deref()) {
        (What::Stated | What::Answered, Some(question), Some(answer)) => voice.answer(question, answer),
        (_, _, value) => value.unwrap_or_default().to_owned(),
    };
    let values = [("name", name.into()), ("value", value.into()), ("count", point.count.into())];
    let mut text = voice.rich(&format!("point-{}", point.what.as_str()), &values);
    if !point.parties.is_empty() {
        text = text.then(Rich::plain(format!(": {}", names(voice, &point.parties, MOST_NAMES))));
    }
    if !point.cohorts.is_empty() {
        text = text.then(Rich::plain(format!(": {}", cohorts(voice, &point.cohorts))));
    }
    let numbered = point.evidence.iter().filter(|id| voice.evidence_number(id).is_some());
    numbered.take(MOST_EVIDENCE).fold(text, |text, id| text.then(evidence_mark(voice, id)))
}

/// What the name of a point stands for.
fn named(voice: &Voice<'_>, what: What, name: &str) -> String {
    match what {
        What::Stated
        | What::NeedsStatement
        | What::NeedsProof
        | What::NeedsRenewal
        | What::Answered
        | What::NeedsAnswer => voice.question(name),
        What::RegionUnknown | What::GoodsFrom | What::GoodsElsewhere | What::GoodsUnknown => voice.country_code(name),
        What::Listed | What::Unlisted | What::MatchUndecided | What::NotScreened | What::ListIncomplete => {
            voice.named("list", name)
        }
        What::InputUndisclosed => voice.named("input", name),
        What::Observed | What::FindingOpen | What::FindingOverdue => voice.leaf(name),
        What::AnswersMissing | What::PatternRegistered => voice.channel(name),
        What::Examined | What::NotExamined => {
            name.split(", ").map(|source| voice.source(source)).collect::<Vec<_>>().join(", ")
        }
        What::FeeBorne | What::FeeNotBorne | What::FeeUnknown | What::FeeUnproved => voice.say(&format!("fee-{name}")),
        What::TermKept | What::TermBroken | What::TermUnknown => voice.say(&format!("point-term-{name}")),
        What::NoSubject
        | What::GoodsUnstated
        | What::CountryUnknown
        | What::Located
        | What::LocatedElsewhere
        | What::Traced
        | What::UpstreamUnknown
        | What::LinksVerified
        | What::LinksUnverified
        | What::ShareKnown
        | What::ShareUnknown
        | What::ValuesKnown
        | What::ValuesUnknown
        | What::NotObserved
        | What::FindingEnded
        | What::Scored
        | What::NotScored
        | What::Ranked
        | What::Planned
        | What::NotPlanned
        | What::CostBelow
        | What::CostAbove
        | What::CostUnknown
        | What::Repaid
        | What::RepaymentOpen
        | What::RepaymentOverdue
        | What::CostPlausible
        | What::CostImplausible
        | What::NoCohorts => name.to_owned(),
    }
}

/// Cohorts by their ids; those of fewer than five workers are only counted.
fn cohorts(voice: &Voice<'_>, ids: &[CohortId]) -> String {
    let costs = &voice.assessment().recruitment.cohorts;
    let small =
        |id: &CohortId| costs.iter().any(|cost| cost.cohort_id == *id && headcount(cost.workers) == Headcount::Small);
    let (hidden, shown): (Vec<&CohortId>, Vec<&CohortId>) = ids.iter().partition(|id| small(id));
    let mut words: Vec<String> = shown.iter().take(MOST_NAMES).map(ToString::to_string).collect();
    if shown.len() > MOST_NAMES {
        words.push(voice.tell("and-more", &[("more", (shown.len() - MOST_NAMES).into())]));
    }
    if !hidden.is_empty() {
        words.push(voice.say("group-small"));
    }
    words.join("; ")
}
