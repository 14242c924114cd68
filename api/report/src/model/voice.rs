//! What things are called.
//!
//! Names of indicators, questions, sources and factors come from the ruleset's words, everything else from the report's message file.
//! Where a ruleset has no word for an id, the id itself is written with spaces, so that nothing disappears.

use std::collections::{BTreeMap, BTreeSet};

use karvon_engine::assessment::{Assessment, PartyResult, RegisterStatus};
use karvon_engine::evidence::{Evidence, Period, WorkerGroup};
use karvon_engine::ids::{EvidenceId, PartyId};
use karvon_engine::network::{Country, LinkKind, PartyKind, PartyOrigin};
use karvon_engine::requirement::What;
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
    /// The parties whose findings are told one by one; all where there is none.
    told: Option<BTreeSet<&'a PartyId>>,
    index: BTreeMap<&'a EvidenceId, usize>,
}

impl<'a> Voice<'a> {
    /// Prepares the look-ups.
    pub(crate) fn new(input: &'a ReportInput<'a>, texts: &'a Texts) -> Self {
        let parties = input.assessment.parties.iter().map(|party| (&party.party_id, party)).collect();
        let told = told_one_by_one(input.assessment, MOST_EVIDENCE);
        let index = index(input, told.as_ref());
        Self { input, texts, parties, told, index }
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
        self.input.sources.evidence(id)
    }

    /// Whether the findings at a party are told one by one. Where there are very many, only those at the parties to look at
    /// first are; the tables beside the report hold all.
    pub(crate) fn tells_of(&self, party: &PartyId) -> bool {
        self.told.as_ref().is_none_or(|told| told.contains(party))
    }

    /// Says that not all findings are told one by one, and which file holds them.
    pub(crate) fn shortened(&self, file: &str) -> Option<Rich> {
        let shown = self.told.as_ref()?.len();
        let all = self.assessment().parties.len();
        Some(self.rich("told-first", &[("shown", shown.into()), ("all", all.into()), ("file", file.into())]))
    }

    /// Name of a party; its id where it has none.
    pub(crate) fn name(&self, id: &PartyId) -> String {
        let party = self.party(id);
        if let Some(party) = party.filter(|party| party.origin == PartyOrigin::Imputed) {
            return self.tell("name-undisclosed", &[("input", self.named("input", &party.name).into())]);
        }
        party
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
        self.word(&format!("question-{}.{answer}", question.replace('.', "-")))
            .unwrap_or_else(|| numbers::readable(answer))
    }

    /// Name of something that the ruleset names by a prefix and an id.
    pub(crate) fn named(&self, prefix: &str, id: &str) -> String {
        self.word(&format!("{prefix}-{id}")).unwrap_or_else(|| spaced(id))
    }

    /// A word of a checklist, e.g. `rule-policy` of `uflpa`.
    pub(crate) fn requirement_word(&self, requirement: &str, key: &str) -> Option<String> {
        self.word(&format!("{requirement}/{key}"))
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

/// Pieces of evidence that a report names before it keeps to the parties to look at first.
const MOST_EVIDENCE: usize = 2_000;

/// The first parties of the ranking, as many as findings and contradictions name `most` pieces of evidence about; `None`
/// where that are all of them.
fn told_one_by_one(assessment: &Assessment, most: usize) -> Option<BTreeSet<&PartyId>> {
    let mut named: BTreeMap<&PartyId, usize> = BTreeMap::new();
    let found = assessment.register.iter().filter(|entry| entry.status != RegisterStatus::Unknown);
    for (party, count) in found
        .map(|entry| (&entry.party_id, entry.evidence.len()))
        .chain(assessment.contradictions.iter().map(|pair| (&pair.party_id, 2)))
    {
        *named.entry(party).or_default() += count;
    }
    if named.values().sum::<usize>() <= most {
        return None;
    }
    let mut left = most;
    let told = assessment.look_here_first.iter().take_while(|party| {
        let has_room = left > 0;
        left = left.saturating_sub(named.get(party).copied().unwrap_or_default());
        has_room
    });
    Some(told.collect())
}

/// Numbers the evidence that a finding, a contradiction or a rule of a law rests on, by party and question.
fn index<'a>(input: &ReportInput<'a>, told: Option<&BTreeSet<&PartyId>>) -> BTreeMap<&'a EvidenceId, usize> {
    let assessment = input.assessment;
    let tells_of = |party: &PartyId| told.is_none_or(|told| told.contains(party));
    let found = assessment
        .register
        .iter()
        .filter(|entry| entry.status != RegisterStatus::Unknown && tells_of(&entry.party_id))
        .flat_map(|entry| &entry.evidence);
    let disputed = super::disputes::disputes(assessment, tells_of)
        .into_iter()
        .flat_map(|dispute| [&dispute.first.denies, &dispute.first.shows]);
    let points = assessment.requirements.iter().flat_map(|result| {
        let of_rules = result.rules.iter().flat_map(|rule| &rule.rests_on);
        result
            .applies_rests_on
            .iter()
            .chain(of_rules)
            .filter(|point| point.what != What::Examined && point.parties.iter().all(tells_of))
    });
    let asked = points.flat_map(|point| &point.evidence);
    let mut rows: Vec<&Evidence> = found
        .chain(disputed)
        .chain(asked)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .filter_map(|id| input.sources.evidence(id))
        .collect();
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

#[cfg(test)]
mod tests {
    use karvon_engine::assessment::{Options, assess};
    use karvon_engine::evidence::{EvidenceOrigin, Period};
    use karvon_engine::ids::QuestionId;
    use karvon_engine::inputs::Inputs;
    use karvon_engine::network::{Party, PartyOrigin};

    use super::*;

    /// Four parties, at each an interview that shows what a questionnaire denies.
    fn assessment() -> Assessment {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        let said = |party: &str, answer: &str, source: &str| Evidence {
            id: EvidenceId::new(""),
            party: PartyId::new(party),
            question: QuestionId::new("I7.1"),
            answer: answer.to_owned(),
            source: source.to_owned(),
            source_id: source.to_owned(),
            observed_on: Some(day),
            group: WorkerGroup::All,
            period: Some(Period { from: day, to: day }),
            affected: None,
            asked: None,
            population: None,
            closes: None,
            reference: None,
            origin: EvidenceOrigin::Answer,
        };
        let ids = ["a", "b", "c", "d"];
        let rows = ids
            .iter()
            .flat_map(|id| [said(id, "employer_or_agent", "worker_interview"), said(id, "worker", "self_assessment")]);
        let inputs = Inputs {
            parties: ids.iter().map(|id| Party::unknown(PartyId::new(*id), *id, PartyOrigin::Listed)).collect(),
            evidence: rows.map(Evidence::identified).collect(),
            ..Inputs::default()
        };
        let ruleset = karvon_rulesets::load("ilo-11").unwrap();
        assess(&inputs, &ruleset.ruleset, &Options { worlds: 64, ..Options::as_of(day) }).unwrap()
    }

    #[test]
    fn where_little_is_found_everything_is_told() {
        assert_eq!(told_one_by_one(&assessment(), 12), None);
    }

    #[test]
    fn where_much_is_found_the_parties_to_look_at_first_are_told_of() {
        // Each party has one piece observed and one pair that contradict each other: three, of which four fit one and a bit.
        let assessment = assessment();
        let told = told_one_by_one(&assessment, 4).unwrap();
        assert_eq!(told, assessment.look_here_first.iter().take(2).collect());
        assert_eq!(told_one_by_one(&assessment, 1).unwrap().len(), 1);
    }
}
