//! What a question, an indicator, a leaf or a pattern does: the numbers behind it, what an answer moves at a place of
//! which nothing else is known, and what the notes say that the numbers lean on.

mod checklist;
mod place;

pub use checklist::{explain_dimensions, explain_question, explain_requirement};

use karvon_engine::ruleset::{Case, Class, FloorCondition, Indicator, LeafRates, Question, QuestionLeaf, Says};
use thiserror::Error;

use crate::LoadedRuleset;
use crate::show::{Align, Block, Column, Page, Section, Source, Table, answers, facts, gate, numbers, words};
use place::{Effect, Place};

/// A name that leads to nothing.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{ruleset}` has nothing called `{name}`; {hint}")]
pub struct NothingToExplain {
    /// The ruleset.
    pub ruleset: String,
    /// The name.
    pub name: String,
    /// What there is.
    pub hint: String,
}

/// Explains a question (or all parts of one), an indicator by id or code, a leaf or a pattern.
pub fn explain(loaded: &LoadedRuleset, cases: &[Case], name: &str) -> Result<Page, NothingToExplain> {
    let words = words();
    let source = Source::new(&loaded.ruleset, &loaded.texts, &words);
    let writer = Writer { loaded, cases, source };
    let rules = loaded.ruleset.source();
    let questions: Vec<&Question> =
        rules.questions.iter().filter(|q| q.id == name || q.part_of.as_deref() == Some(name)).collect();
    if !questions.is_empty() {
        return Ok(writer.questions(name, &questions));
    }
    if let Some(indicator) = rules.indicators.iter().find(|i| i.id == name || i.code == name) {
        return Ok(writer.indicator(indicator));
    }
    if let Some(leaf) = loaded.ruleset.leaf(name) {
        return Ok(writer.leaf(leaf));
    }
    if let Some(pattern) = rules.patterns.iter().position(|pattern| pattern.id == name) {
        return Ok(writer.pattern(pattern));
    }
    Err(writer.nothing(name))
}

struct Writer<'a> {
    loaded: &'a LoadedRuleset,
    cases: &'a [Case],
    source: Source<'a>,
}

impl Writer<'_> {
    fn questions(&self, name: &str, questions: &[&Question]) -> Page {
        let text = self.source.texts.name("question", name);
        let mut sections = Vec::new();
        let mut about = Vec::new();
        for question in questions {
            if questions.len() > 1 || question.id != name {
                let text = self.source.texts.name("question", &question.id);
                about.push(Block::Item { id: question.id.clone(), text });
            }
            about.push(Block::Line(answers::about(&self.source, question)));
            about.push(Block::Table(answers::answers(&self.source, question)));
        }
        sections.push(self.source.section("explain-answers", about));
        sections.push(self.effects(questions));
        let wholes = questions.iter().filter_map(|q| q.part_of.as_deref());
        let names: Vec<&str> = questions.iter().map(|q| q.id.as_str()).chain(wholes).collect();
        sections.push(self.used(&names));
        let leaves: Vec<String> = questions.iter().filter_map(|q| self.leaf_of(q)).collect();
        let noted: Vec<&str> = names.iter().copied().chain(leaves.iter().map(String::as_str)).collect();
        sections.extend(self.notes(&noted));
        let indicator = questions.first().map(|q| q.indicator.clone()).unwrap_or_default();
        Page { title: format!("{name}  {text}"), lead: vec![facts::channel(&self.source, &indicator)], sections }
    }

    /// What each answer moves, by who gives it, at a place of which nothing else is known.
    fn effects(&self, questions: &[&Question]) -> Section {
        let place = Place::new(&self.loaded.ruleset);
        let before = place.before();
        let mut blocks = vec![Block::Line(self.source.word("explain-effects-note"))];
        for question in questions {
            let resolved =
                self.loaded.ruleset.question(&question.id).and_then(|i| self.loaded.ruleset.questions().get(i));
            let speaks = resolved.is_some_and(|q| q.answers.iter().any(|answer| answer.says != Says::Nothing));
            if questions.len() > 1 {
                blocks.push(Block::Heading(question.id.clone()));
            }
            if !speaks {
                blocks.push(Block::Line(self.source.word("explain-not-scored")));
                continue;
            }
            let leaf = resolved.and_then(|question| question.leaf);
            let mut rows = vec![self.row(self.source.word("nothing-known"), "", leaf, &before)];
            for effect in place.effects(question) {
                let told = self.source.texts.answer(&question.id, &effect.answer);
                rows.push(self.row(told, &effect.source, leaf, &effect));
            }
            blocks.push(Block::Table(Table { columns: self.columns(leaf), rows }));
        }
        self.source.section("explain-effects", blocks)
    }

    fn columns(&self, leaf: Option<usize>) -> Vec<Column> {
        let mut columns = vec![self.source.left("column-answer"), self.source.left("column-said-by")];
        let right = |title: String| Column { title, align: Align::Right };
        if let Some(leaf) = leaf.and_then(|k| self.loaded.ruleset.leaves().get(k)) {
            columns.push(right(leaf.id.to_string()));
        }
        let regimes = &self.loaded.ruleset.source().regimes.classes;
        columns.extend(regimes.iter().map(|regime| right(self.source.texts.name("regime", &regime.id))));
        columns.push(right(facts::channel(&self.source, &self.loaded.ruleset.source().headline)));
        columns
    }

    fn row(&self, answer: String, said_by: &str, leaf: Option<usize>, effect: &Effect) -> Vec<String> {
        let said_by = if said_by.is_empty() { String::new() } else { self.source.texts.name("source", said_by) };
        let mut row = vec![answer, said_by];
        if let Some(leaf) = leaf {
            row.push(probability(effect.leaves.get(leaf).copied().unwrap_or_default()));
        }
        row.extend(effect.regimes.iter().copied().map(probability));
        row.push(probability(effect.headline));
        row
    }

    fn indicator(&self, indicator: &Indicator) -> Page {
        let name = self.source.texts.name("indicator", &indicator.id);
        let mut lead = vec![facts::severity(&self.source, indicator.severity)];
        lead.push(format!("{}: {}", self.source.word("column-code"), indicator.id));
        let mut leaves = vec![Block::Line(self.source.word("explain-leaf-note"))];
        let mut noted = vec![indicator.id.clone()];
        for (class, rates) in [(Class::Inv, &indicator.leaves.inv), (Class::Coe, &indicator.leaves.coe)] {
            let Some(rates) = rates else { continue };
            let id = format!("{}.{}", indicator.id, class.as_str());
            leaves.push(Block::Item { text: self.source.texts.name("leaf", &id), id: id.clone() });
            leaves.push(Block::Table(self.rates(rates)));
            noted.push(id);
        }
        let mut sections = vec![self.source.section("section-indicators", leaves)];
        sections.push(self.asked(&|question| question.indicator == indicator.id));
        sections.push(self.used(&[&indicator.id]));
        let noted: Vec<&str> = noted.iter().map(String::as_str).collect();
        sections.extend(self.notes(&noted));
        Page { title: format!("{}  {name}", indicator.code), lead, sections }
    }

    fn leaf(&self, leaf: usize) -> Page {
        let rules = self.loaded.ruleset.source();
        let Some((leaf, indicator)) =
            self.loaded.ruleset.leaves().get(leaf).and_then(|leaf| Some((leaf, rules.indicators.get(leaf.indicator)?)))
        else {
            return Page { title: String::new(), lead: Vec::new(), sections: Vec::new() };
        };
        let (rates, class) = match leaf.class {
            Class::Inv => (indicator.leaves.inv.as_ref(), QuestionLeaf::Inv),
            Class::Coe => (indicator.leaves.coe.as_ref(), QuestionLeaf::Coe),
        };
        let mut blocks = vec![Block::Line(self.source.word("explain-leaf-note"))];
        blocks.extend(rates.map(|rates| Block::Table(self.rates(rates))));
        if let Some(weight) = rules.labour_links_carry.get(leaf.id.as_str()) {
            blocks.push(self.source.fact("labour-links-carry", &numbers::plain(*weight)));
        }
        let mut sections = vec![self.source.section("section-indicators", blocks)];
        sections.push(self.asked(&|question| question.indicator == indicator.id && question.leaf == class));
        sections.push(self.used(&[leaf.id.as_str()]));
        sections.extend(self.notes(&[leaf.id.as_str()]));
        let title = format!("{}  {}", leaf.id, self.source.texts.name("leaf", leaf.id.as_str()));
        Page { title, lead: vec![facts::channel(&self.source, &indicator.id)], sections }
    }

    fn pattern(&self, pattern: usize) -> Page {
        let rules = self.loaded.ruleset.source();
        let Some(stated) = rules.patterns.get(pattern) else {
            return Page { title: String::new(), lead: Vec::new(), sections: Vec::new() };
        };
        let channel = self.loaded.ruleset.channel(&stated.id).unwrap_or_default();
        let before = Place::new(&self.loaded.ruleset).before();
        let known = before.channels.get(channel).copied().map(probability).unwrap_or_default();
        let blocks = vec![
            Block::Line(gate::in_words(&self.source, &stated.gate)),
            self.source.fact("explain-nothing-known", &known),
        ];
        let sections = vec![self.source.section("section-patterns", blocks), self.used(&[&stated.id])];
        let sections = sections.into_iter().chain(self.notes(&[&stated.id])).collect();
        let title = format!("{}  {}", stated.id, self.source.texts.name("pattern", &stated.id));
        Page { title, lead: vec![facts::severity(&self.source, stated.severity)], sections }
    }

    /// Prevalence by regime, and how far the leaf can move a regime at most: by the ratio of its prevalences.
    fn rates(&self, rates: &LeafRates) -> Table {
        let mut columns = vec![self.source.left("column-workforce")];
        let regimes = &self.loaded.ruleset.source().regimes.classes;
        columns.extend(
            regimes
                .iter()
                .map(|regime| Column { title: self.source.texts.name("regime", &regime.id), align: Align::Right }),
        );
        columns.push(self.source.right("column-most-up"));
        columns.push(self.source.right("column-most-down"));
        let row = |key: &str, row: &[f64]| {
            let mut cells = vec![self.source.word(key)];
            cells.extend(row.iter().copied().map(numbers::plain));
            let ends = row.first().zip(row.last());
            let ratio = |ratio: f64| if ratio.is_finite() { format!("× {ratio:.1}") } else { "–".to_owned() };
            cells.push(ends.map(|(first, last)| ratio(last / first)).unwrap_or_default());
            cells.push(ends.map(|(first, last)| ratio((1.0 - first) / (1.0 - last))).unwrap_or_default());
            cells
        };
        let mut rows = vec![row("workforce-any", &rates.prevalence)];
        rows.extend(rates.prevalence_migrant.as_deref().map(|migrant| row("workforce-migrant", migrant)));
        Table { columns, rows }
    }

    /// Questions that ask about something, with how far their answers pull.
    fn asked(&self, about: &dyn Fn(&Question) -> bool) -> Section {
        let columns = vec![
            self.source.left("column-code"),
            self.source.left("column-question"),
            self.source.left("column-leaf"),
            self.source.right("column-strongest"),
            self.source.right("column-weakest"),
        ];
        let rules = self.loaded.ruleset.source();
        let rows = rules.questions.iter().filter(|question| about(question)).map(|question| {
            let resolved =
                self.loaded.ruleset.question(&question.id).and_then(|i| self.loaded.ruleset.questions().get(i));
            let mut logs: Vec<f64> = resolved
                .into_iter()
                .flat_map(|question| &question.answers)
                .filter_map(|answer| match &answer.says {
                    Says::Nothing => None,
                    Says::Leaf { t, f, .. } => Some((t / f).ln()),
                    Says::Regime(by) => Some((by.last()? / by.first()?).ln()),
                })
                .collect();
            logs.sort_by(f64::total_cmp);
            let log = |log: Option<&f64>| log.copied().map(numbers::signed).unwrap_or_default();
            vec![
                question.id.clone(),
                self.source.texts.name("question", &question.id),
                answers::leaf(&self.source, question.leaf),
                log(logs.last()),
                log(logs.first()),
            ]
        });
        let table = Table { columns, rows: rows.collect() };
        self.source.section(
            "section-questions",
            vec![Block::Line(self.source.word("explain-asked-note")), Block::Table(table)],
        )
    }

    /// Where things are named elsewhere in the ruleset: minimum bands, measures, cases.
    fn used(&self, names: &[&str]) -> Section {
        let rules = self.loaded.ruleset.source();
        let is_named = |text: &str| names.iter().any(|name| names_it(text, name));
        let mut blocks = Vec::new();
        for floor in &rules.floors {
            let things = match &floor.when {
                FloorCondition::Observed(things) | FloorCondition::Answer(things) | FloorCondition::Listed(things) => {
                    things
                }
            };
            if things.iter().any(|thing| is_named(thing)) || is_named(&floor.channel) {
                let band = self.source.texts.name("band", floor.band.as_str());
                let text = format!("{}: {band} ({})", self.source.texts.name("floor", &floor.id), things.join(", "));
                blocks.push(self.source.fact("explain-floor", &text));
            }
        }
        for measure in &rules.measures {
            if measure.closes.iter().any(|question| is_named(question)) || is_named(&measure.indicator) {
                let text =
                    format!("{} ({})", self.source.texts.name("measure", &measure.id), measure.closes.join(", "));
                blocks.push(self.source.fact("column-measure", &text));
            }
        }
        let cases: Vec<&str> = rules
            .profiles
            .iter()
            .chain(self.cases)
            .filter(|case| {
                let recruiters = case.recruiters.iter().flat_map(|recruiter| &recruiter.evidence);
                case.evidence.iter().chain(recruiters).any(|row| is_named(&row.question))
                    || case.expect.channels.keys().chain(case.expect.leaves.keys()).any(|key| is_named(key))
            })
            .map(|case| case.id.as_str())
            .collect();
        let cases = if cases.is_empty() { self.source.word("none") } else { cases.join(", ") };
        blocks.push(self.source.fact("section-cases", &cases));
        self.source.section("explain-used", blocks)
    }

    /// Lines of the notes that name one of these things.
    fn notes(&self, names: &[&str]) -> Option<Section> {
        let named = |line: &&str| names.iter().any(|name| names_it(line, name));
        let lines: Vec<Block> = self
            .loaded
            .notes
            .lines()
            .filter(named)
            .map(|line| {
                Block::Line(line.trim().trim_start_matches(['|', '-', '#']).trim_end_matches('|').trim().to_owned())
            })
            .collect();
        (!lines.is_empty()).then(|| self.source.section("section-notes", lines))
    }

    fn leaf_of(&self, question: &Question) -> Option<String> {
        let index = self.loaded.ruleset.question(&question.id)?;
        let leaf = self.loaded.ruleset.questions().get(index)?.leaf?;
        Some(self.loaded.ruleset.leaves().get(leaf)?.id.to_string())
    }

    fn nothing(&self, name: &str) -> NothingToExplain {
        let rules = self.loaded.ruleset.source();
        let questions = rules.questions.iter().map(|question| question.id.as_str());
        let leaves = self.loaded.ruleset.leaves().iter().map(|leaf| leaf.id.as_str());
        let near = |id: &&str| id.to_lowercase().contains(&name.to_lowercase()) || name.starts_with(id);
        let alike: Vec<String> = questions.chain(leaves).filter(near).take(8).map(|id| format!("`{id}`")).collect();
        let all = || rules.indicators.iter().map(|i| format!("`{}`", i.code)).collect::<Vec<_>>().join(", ");
        let hint = if alike.is_empty() {
            format!("{} {}", self.source.word("explain-indicators-are"), all())
        } else {
            format!("{} {}", self.source.word("explain-alike"), alike.join(", "))
        };
        NothingToExplain { ruleset: rules.name.clone(), name: name.to_owned(), hint }
    }
}

/// Whether a text names a thing: its id, not as a part of a longer one; the parts of a question count as the question.
fn names_it(text: &str, name: &str) -> bool {
    let part_of_id = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(start, _)| {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after: String = text.get(start + name.len()..).unwrap_or_default().chars().take(2).collect();
        let longer = match after.chars().next() {
            Some('.') => after.chars().nth(1).is_some_and(|c| c.is_ascii_digit()),
            Some(c) => part_of_id(c),
            None => false,
        };
        !before.is_some_and(|c| part_of_id(c) || c == '.') && !longer
    })
}

fn probability(p: f64) -> String {
    if p < 0.001 { format!("{p:.5}") } else { format!("{p:.3}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{RULESET, files};
    use crate::load_from;
    use crate::reference::Tables;

    fn told(name: &str) -> String {
        let mut files = files(RULESET);
        files.0.insert(
            "small/NOTES.md".to_owned(),
            b"- `I7.1` leans on a survey.\n- `I7.10` does not.\n| retention.coe | .01 |\n".to_vec(),
        );
        let loaded = load_from(&files, "small", Tables::embedded()).unwrap();
        explain(&loaded, &[], name).unwrap_or_else(|error| panic!("{error}")).to_text()
    }

    fn has(text: &str, parts: &[&str]) -> bool {
        text.lines().any(|line| {
            let cells: Vec<&str> = line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect();
            cells == parts
        })
    }

    #[test]
    fn what_an_answer_moves_is_bayes_rule() {
        // Odds e^0, e^-1.5, e^-3.5 of the regimes; the leaf is present in 0.01, 0.05, 0.6 of them, involuntariness in 0.1,
        // 0.5, 0.8. The answer of an interview multiplies the odds of the leaf with Λ = 1 + 0.85·(0.6/0.01 − 1) = 51.15.
        let text = told("I7.1");
        assert!(has(&text, &["employer", "worker_interview", "0.623", "0.466", "0.243", "0.291", "0.334"]), "{text}");
        assert!(has(&text, &["nothing known", "0.031", "0.798", "0.178", "0.024", "0.017"]), "{text}");
    }

    #[test]
    fn the_notes_on_a_question_are_shown_and_those_on_others_are_not() {
        let text = told("I7.1");
        assert!(text.contains("leans on a survey") && text.contains("retention.coe | .01"), "{text}");
        assert!(!text.contains("does not"), "{text}");
    }

    #[test]
    fn a_leaf_says_how_far_it_can_move_a_regime() {
        // 0.6 / 0.01 = 60; (1 − 0.01) / (1 − 0.6) = 2.475
        let text = told("retention.coe");
        assert!(has(&text, &["any", "0.01", "0.05", "0.6", "× 60.0", "× 2.5"]), "{text}");
    }

    #[test]
    fn an_indicator_goes_by_id_and_by_code() {
        assert_eq!(told("retention"), told("I7"));
        assert!(told("I7").contains("I7.1"));
    }

    #[test]
    fn a_question_that_is_only_recorded_says_so() {
        assert!(told("R1").contains("changes no likelihood"), "{}", told("R1"));
    }

    #[test]
    fn a_name_that_leads_to_nothing_is_told_what_is_alike() {
        let loaded = load_from(&files(RULESET), "small", Tables::embedded()).unwrap();
        let told = |name: &str| explain(&loaded, &[], name).unwrap_err().to_string();
        assert_eq!(told("i11"), "`small` has nothing called `i11`; alike are `I11.1`, `I11.2`");
        assert!(told("zzz").ends_with("indicators are `I7`, `I11`"), "{}", told("zzz"));
    }

    #[test]
    fn a_name_inside_a_longer_one_is_not_meant() {
        assert!(names_it("see `I7.1`.", "I7.1") && names_it("I7.1.share", "I7.1"));
        assert!(!names_it("I7.10", "I7.1") && !names_it("I7.1.2", "I7.1") && !names_it("SI7.1", "I7.1"));
    }
}
