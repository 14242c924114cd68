//! What things are called.
//!
//! Names of indicators, questions, sources and factors come from the ruleset's words, everything else from the report's message file.
//! Where a ruleset has no word for an id, the id itself is written with spaces, so that nothing disappears.

use std::collections::{BTreeMap, BTreeSet};

use karvon_engine::assessment::{Assessment, PartyResult, RegisterStatus};
use karvon_engine::evidence::{Evidence, Period, WorkerGroup};
use karvon_engine::ids::{EvidenceId, PartyId};
use karvon_engine::network::{Country, LinkKind, PartyKind};
use karvon_engine::ruleset::{Band, Class};

use super::numbers;
use super::suppression::{Headcount, headcount};
use crate::input::ReportInput;
use crate::layout::rich::Rich;
use crate::texts::{Texts, Value};
use crate::theme::Tone;

/// Names, words and look-ups for one report.
pub(crate) struct Voice<'a> {
    /// What the report is made from.
    pub(crate) input: &'a ReportInput<'a>,
    /// The message file.
    pub(crate) texts: &'a Texts,
    parties: BTreeMap<&'a PartyId, &'a PartyResult>,
    evidence: BTreeMap<&'a EvidenceId, &'a Evidence>,
    index: BTreeMap<&'a EvidenceId, usize>,
}

impl<'a> Voice<'a> {
    /// Prepares the look-ups.
    pub(crate) fn new(input: &'a ReportInput<'a>, texts: &'a Texts) -> Self {
        let parties = input.assessment.parties.iter().map(|party| (&party.party_id, party)).collect();
        let evidence: BTreeMap<&EvidenceId, &Evidence> = input.evidence.iter().map(|row| (&row.id, row)).collect();
        let index = index(input.assessment, &evidence);
        Self { input, texts, parties, evidence, index }
    }

    /// The assessment.
    pub(crate) fn assessment(&self) -> &'a Assessment {
        self.input.assessment
    }

    /// A message without values.
    pub(crate) fn say(&self, key: &str) -> String {
        self.texts.say(key)
    }

    /// A message with values, as plain text.
    pub(crate) fn tell(&self, key: &str, values: &[(&'static str, Value)]) -> String {
        self.texts.tell(key, values)
    }

    /// A message with values and marks.
    pub(crate) fn rich(&self, key: &str, values: &[(&'static str, Value)]) -> Rich {
        self.texts.rich(key, values)
    }

    /// A party by id.
    pub(crate) fn party(&self, id: &PartyId) -> Option<&'a PartyResult> {
        self.parties.get(id).copied()
    }

    /// The subject of the assessment.
    pub(crate) fn subject(&self) -> Option<&'a PartyResult> {
        self.party(self.assessment().manifest.subject.as_ref()?)
    }

    /// A piece of evidence by id.
    pub(crate) fn evidence(&self, id: &EvidenceId) -> Option<&'a Evidence> {
        self.evidence.get(id).copied()
    }

    /// Name of a party; its id where it has none.
    pub(crate) fn name(&self, id: &PartyId) -> String {
        self.party(id)
            .map(|party| party.name.trim())
            .filter(|name| !name.is_empty())
            .map_or_else(|| id.to_string(), str::to_owned)
    }

    /// Name of a country; its code where there is no word for it.
    pub(crate) fn country(&self, country: Option<Country>) -> String {
        country.map_or_else(|| self.say("country-unknown"), |country| self.country_code(country.as_str()))
    }

    /// Name of a country by its alpha-3 code; `?` and empty are unknown.
    pub(crate) fn country_code(&self, code: &str) -> String {
        if code.is_empty() || code == "?" {
            return self.say("country-unknown");
        }
        self.input.words.word(&format!("country-{code}")).unwrap_or_else(|| code.to_owned())
    }

    /// A corridor `UZB>KOR` in words.
    pub(crate) fn corridor(&self, key: &str) -> String {
        let (origin, destination) = key.split_once('>').unwrap_or((key, "?"));
        format!("{} → {}", self.country_code(origin), self.country_code(destination))
    }

    /// Kind of a party.
    pub(crate) fn kind(&self, kind: Option<PartyKind>) -> String {
        self.say(&format!("kind-{}", kind.map_or("unknown", PartyKind::as_str)))
    }

    /// Kind of a link.
    pub(crate) fn link_kind(&self, kind: LinkKind) -> String {
        self.say(&format!("link-{}", kind.as_str()))
    }

    /// Name of a band.
    pub(crate) fn band(&self, band: Band) -> String {
        self.say(&format!("band-{}", band.as_str()))
    }

    /// Name of a group of workers.
    pub(crate) fn group(&self, group: WorkerGroup) -> String {
        self.say(&format!("group-{}", group.as_str()))
    }

    /// Involuntariness or coercion.
    pub(crate) fn class(&self, class: Class) -> String {
        self.say(&format!("class-{}", class.as_str()))
    }

    /// Name of an indicator or a pattern.
    pub(crate) fn channel(&self, id: &str) -> String {
        self.word(&format!("indicator-{id}"))
            .or_else(|| self.word(&format!("pattern-{id}")))
            .unwrap_or_else(|| spaced(id))
    }

    /// Name of a leaf such as `debt_bondage.coe`.
    pub(crate) fn leaf(&self, id: &str) -> String {
        if let Some(word) = self.word(&format!("leaf-{}", id.replace('.', "-"))) {
            return word;
        }
        let (indicator, class) = id.split_once('.').unwrap_or((id, ""));
        let class = match class {
            "inv" => self.class(Class::Inv),
            "coe" => self.class(Class::Coe),
            other => other.to_owned(),
        };
        format!("{} ({class})", self.channel(indicator))
    }

    /// Name of a regime.
    pub(crate) fn regime(&self, id: &str) -> String {
        self.named("regime", id)
    }

    /// Name of a source class or a family of them.
    pub(crate) fn source(&self, id: &str) -> String {
        self.word(&format!("source-{id}")).or_else(|| self.word(&format!("family-{id}"))).unwrap_or_else(|| spaced(id))
    }

    /// Name of a factor.
    pub(crate) fn factor(&self, id: &str) -> String {
        self.named("factor", id)
    }

    /// Words of a question.
    pub(crate) fn question(&self, id: &str) -> String {
        self.word(&format!("question-{}", id.replace('.', "-"))).unwrap_or_else(|| id.to_owned())
    }

    /// Words of an answer as written, where the ruleset has them.
    pub(crate) fn answer(&self, question: &str, answer: &str) -> String {
        self.word(&format!("question-{}.{answer}", question.replace('.', "-"))).unwrap_or_else(|| answer.to_owned())
    }

    /// Name of something that the ruleset names by a prefix and an id.
    pub(crate) fn named(&self, prefix: &str, id: &str) -> String {
        self.word(&format!("{prefix}-{id}")).unwrap_or_else(|| spaced(id))
    }

    fn word(&self, key: &str) -> Option<String> {
        self.input.words.word(key)
    }

    /// The number of a row of evidence in the index, counted from one.
    pub(crate) fn evidence_number(&self, id: &EvidenceId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// The rows of evidence that a finding or a contradiction rests on, by party and question.
    pub(crate) fn evidence_index(&self) -> Vec<&'a Evidence> {
        let mut rows: Vec<(usize, &Evidence)> =
            self.index.iter().filter_map(|(id, at)| Some((*at, self.evidence(id)?))).collect();
        rows.sort_by_key(|(at, _)| *at);
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// A number of workers, hidden where it is small.
    pub(crate) fn headcount(&self, workers: Option<u32>) -> String {
        match headcount(workers) {
            Headcount::Shown(workers) => crate::texts::grouped(&workers.to_string()),
            Headcount::Small => self.say("fewer-than-five"),
            Headcount::Unknown => self.say("not-stated"),
        }
    }

    /// A date.
    pub(crate) fn date(&self, date: chrono::NaiveDate) -> String {
        let month = self.say(&format!("month-{}", date.format("%m")));
        let (day, year) = (date.format("%-d").to_string(), date.format("%Y").to_string());
        self.tell("date", &[("day", day.into()), ("month", month.into()), ("year", year.into())])
    }

    /// The days that evidence speaks about.
    pub(crate) fn period(&self, period: Option<Period>) -> String {
        period.map_or_else(
            || self.say("period-unknown"),
            |period| format!("{} {} {}", period.from.format("%Y-%m-%d"), self.say("to"), period.to.format("%Y-%m-%d")),
        )
    }

    /// A range of probabilities.
    pub(crate) fn range(&self, low: f64, high: f64) -> String {
        numbers::percent_range(low, high, &self.say("to"))
    }

    /// The band as it is printed: its name, or what it could be where coverage is too small.
    pub(crate) fn band_of(&self, party: &PartyResult) -> (Tone, String, bool) {
        if party.scored {
            (tone(party.band), self.band(party.band), true)
        } else {
            let possible = self.band(party.band_at_high);
            (tone(party.band_at_high), self.tell("band-not-scored", &[("band", possible.into())]), false)
        }
    }
}

/// Numbers the evidence that a finding or a contradiction rests on, by party and question.
fn index<'a>(
    assessment: &'a Assessment,
    evidence: &BTreeMap<&'a EvidenceId, &'a Evidence>,
) -> BTreeMap<&'a EvidenceId, usize> {
    let found = assessment
        .register
        .iter()
        .filter(|entry| entry.status != RegisterStatus::Unknown)
        .flat_map(|entry| &entry.evidence);
    let disputed = super::disputes::disputes(assessment)
        .into_iter()
        .flat_map(|dispute| [&dispute.first.denies, &dispute.first.shows]);
    let mut rows: Vec<&Evidence> =
        found.chain(disputed).collect::<BTreeSet<_>>().into_iter().filter_map(|id| evidence.get(id).copied()).collect();
    rows.sort_by(|one, other| (&one.party, &one.question, &one.id).cmp(&(&other.party, &other.question, &other.id)));
    rows.into_iter().enumerate().map(|(at, row)| (&row.id, at + 1)).collect()
}

/// The step of concern of a band.
pub(crate) const fn tone(band: Band) -> Tone {
    match band {
        Band::Low => Tone::Low,
        Band::Moderate => Tone::Moderate,
        Band::Elevated => Tone::Elevated,
        Band::High => Tone::High,
        Band::Critical => Tone::Critical,
    }
}

/// The anchor of a party's own page.
pub(crate) fn party_anchor(id: &PartyId) -> String {
    format!("party:{id}")
}

fn spaced(id: &str) -> String {
    id.replace(['_', '.'], " ")
}
