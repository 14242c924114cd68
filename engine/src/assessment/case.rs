//! Runs a case of a ruleset: evidence in, expected results out.

use std::fmt;

use chrono::{Days, Months, NaiveDate};

use super::{Assessment, Options, PartyResult, RegisterStatus, assess};
use crate::evidence::{Evidence, EvidenceOrigin, Period};
use crate::ids::{EvidenceId, PartyId};
use crate::inputs::Inputs;
use crate::network::{Link, LinkKind, Party, PartyKind, PartyOrigin};
use crate::ruleset::{Band, Case, CaseEvidence, CaseParty, Interval, Ruleset};

/// The place of a case.
const PLACE: &str = "place";
/// Worlds do not matter to a single place.
const WORLDS: u32 = 64;

/// Something that came out otherwise than expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// Case.
    pub case: String,
    /// What was looked at, e.g. `channels.forced_labour`.
    pub what: String,
    /// What was expected.
    pub expected: String,
    /// What came out.
    pub found: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "case `{}`: {} is {}, expected {}", self.case, self.what, self.found, self.expected)
    }
}

/// Assesses the place of a case and compares; empty where all is as expected.
pub fn check_case(ruleset: &Ruleset, case: &Case) -> Vec<Mismatch> {
    let as_of = case.as_of.unwrap_or(ruleset.source().effective_from);
    let inputs = inputs_of(case, as_of);
    let options = Options { worlds: WORLDS, subject: None, ..Options::as_of(as_of) };
    let mut check = Comparison { case, mismatches: Vec::new() };
    match assess(&inputs, ruleset, &options) {
        Err(error) => check.differs("assessment", "a result", &error.to_string()),
        Ok(assessment) => {
            // A closure that is refused was read all the same; that it changes nothing may be what the case shows.
            let refused = ["closure_not_later", "closure_too_weak", "closure_still_adverse"];
            let mut notices = assessment.evidence_notices.iter();
            if let Some(notice) = notices.find(|notice| !refused.contains(&notice.reason.as_str())) {
                check.differs("evidence", "all of it readable", &format!("{}: {}", notice.reason, notice.detail));
            }
            if let Some(place) = assessment.parties.iter().find(|party| party.party_id.as_str() == PLACE) {
                check.results(ruleset, &assessment, place);
            }
        }
    }
    check.mismatches
}

struct Comparison<'a> {
    case: &'a Case,
    mismatches: Vec<Mismatch>,
}

impl Comparison<'_> {
    fn differs(&mut self, what: &str, expected: &str, found: &str) {
        self.mismatches.push(Mismatch {
            case: self.case.id.clone(),
            what: what.to_owned(),
            expected: expected.to_owned(),
            found: found.to_owned(),
        });
    }

    fn within(&mut self, what: &str, Interval(low, high): Interval, found: Option<f64>) {
        match found {
            None => self.differs(what, "a number", "nothing of that name"),
            Some(found) if low <= found && found <= high => {}
            Some(found) => self.differs(what, &format!("{low} to {high}"), &found.to_string()),
        }
    }

    fn results(&mut self, ruleset: &Ruleset, assessment: &Assessment, place: &PartyResult) {
        let expect = &self.case.expect;
        let regimes = &ruleset.source().regimes.classes;
        for (regime, interval) in &expect.regimes {
            let index = regimes.iter().position(|class| &class.id == regime);
            let found = index.and_then(|z| place.regimes.get(z)).copied();
            self.within(&format!("regimes.{regime}"), *interval, found);
        }
        for (leaf, interval) in &expect.leaves {
            let found = ruleset.leaf(leaf).and_then(|k| place.leaves.get(k)).copied();
            self.within(&format!("leaves.{leaf}"), *interval, found);
        }
        for (channel, interval) in &expect.channels {
            let found = ruleset.channel(channel).and_then(|k| place.channels.get(k)).map(|channel| channel.own);
            self.within(&format!("channels.{channel}"), *interval, found);
        }
        self.same("worker_group", expect.group.map(crate::evidence::WorkerGroup::as_str), place.worker_group.as_str());
        self.same("band", expect.band.map(Band::as_str), place.band.as_str());
        self.same("band_channel", expect.band_channel.as_deref(), place.band_channel.as_str());
        if let Some(most) = expect.band_at_most.filter(|most| place.band > *most) {
            self.differs("band", &format!("at most {}", most.as_str()), place.band.as_str());
        }
        if let Some(least) = expect.band_at_least.filter(|least| place.band < *least) {
            self.differs("band", &format!("at least {}", least.as_str()), place.band.as_str());
        }
        let scored = |scored: bool| if scored { "scored" } else { "not scored" };
        self.same("scored", expect.scored.map(scored), scored(place.scored));
        self.register(assessment);
        self.set("gaps", expect.gaps.as_ref(), place.gaps.clone());
    }

    fn register(&mut self, assessment: &Assessment) {
        let expect = &self.case.expect;
        let with = |status: RegisterStatus| -> Vec<String> {
            let entries = assessment.register.iter().filter(|e| e.party_id.as_str() == PLACE && e.status == status);
            entries.map(|entry| entry.leaf.to_string()).collect()
        };
        self.set("observed", expect.observed.as_ref(), with(RegisterStatus::Observed));
        self.set("not_observed", expect.not_observed.as_ref(), with(RegisterStatus::NotObserved));
        let known = [with(RegisterStatus::Observed), with(RegisterStatus::NotObserved)].concat();
        for leaf in expect.unknown.iter().filter(|leaf| known.contains(leaf)) {
            self.differs("register", &format!("`{leaf}` unknown"), "something else");
        }
        let place = |party: &PartyId| party.as_str() == PLACE;
        let caught = assessment.contradictions.iter().filter(|pair| place(&pair.party_id));
        self.set("caught", expect.caught.as_ref(), caught.map(|pair| pair.family.clone()).collect());
        let registered = assessment.registered_patterns.iter().any(|pattern| place(&pattern.party_id));
        let word = |yes: bool| if yes { "registered" } else { "not registered" };
        self.same("pattern", expect.pattern_registered.map(word), word(registered));
    }

    fn same(&mut self, what: &str, expected: Option<&str>, found: &str) {
        if let Some(expected) = expected.filter(|expected| *expected != found) {
            self.differs(what, expected, found);
        }
    }

    fn set(&mut self, what: &str, expected: Option<&Vec<String>>, mut found: Vec<String>) {
        let Some(expected) = expected else { return };
        let mut expected = expected.clone();
        for list in [&mut expected, &mut found] {
            list.sort();
            list.dedup();
        }
        if expected != found {
            self.differs(what, &format!("[{}]", expected.join(", ")), &format!("[{}]", found.join(", ")));
        }
    }
}

fn inputs_of(case: &Case, as_of: NaiveDate) -> Inputs {
    let mut inputs = Inputs::default();
    inputs.parties.push(party(PLACE, &case.party, case.party.kind));
    inputs.evidence.extend(case.evidence.iter().map(|row| evidence(PLACE, row, as_of)));
    for (i, recruiter) in case.recruiters.iter().enumerate() {
        let id = format!("recruiter {}", i + 1);
        inputs.parties.push(party(&id, &recruiter.party, Some(PartyKind::Recruiter)));
        inputs.evidence.extend(recruiter.evidence.iter().map(|row| evidence(&id, row, as_of)));
        inputs.links.push(Link::new(PartyId::new(id), PLACE.into(), LinkKind::Labour));
    }
    inputs
}

pub(crate) fn party(id: &str, stated: &CaseParty, kind: Option<PartyKind>) -> Party {
    let mut party = Party::unknown(id.into(), id, PartyOrigin::Listed);
    party.country = stated.country;
    party.kind = kind;
    party.sector.clone_from(&stated.sector);
    party.products.clone_from(&stated.products);
    party.workers = stated.workers;
    party.migrant_share = stated.migrant_share;
    party.agency_share = stated.agency_share;
    party.women_share = stated.women_share;
    party.young_share = stated.young_share;
    party.housing = stated.housing;
    party.programme.clone_from(&stated.programme);
    party
}

pub(crate) fn evidence(party: &str, row: &CaseEvidence, as_of: NaiveDate) -> Evidence {
    let day = as_of.checked_sub_days(Days::new(u64::from(row.age_days))).unwrap_or(as_of);
    let from = day.checked_sub_months(Months::new(12)).unwrap_or(day);
    Evidence {
        id: EvidenceId::new(""),
        party: party.into(),
        question: row.question.as_str().into(),
        answer: row.answer.clone(),
        source: row.source.clone(),
        source_id: format!("{} {day}", row.source),
        observed_on: Some(day),
        group: row.group,
        period: Some(Period { from, to: day }),
        affected: None,
        asked: row.asked,
        population: row.population,
        closes: row.closes.clone(),
        reference: row.reference.clone(),
        origin: EvidenceOrigin::Answer,
    }
    .identified()
}
