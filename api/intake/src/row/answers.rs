//! Rows of the answers table: each becomes one piece of evidence per part of the question that is answered.

use std::collections::HashMap;

use chrono::{Days, Months, NaiveDate};
use karvon_engine::evidence::{Evidence, EvidenceOrigin, LIST_PREFIX, Period, WorkerGroup};
use karvon_engine::ids::{EvidenceId, PartyId, QuestionId};
use karvon_engine::ruleset::ReadAnswer;
use validator::Validate;

use super::guard::{Guarded, ID, TEXT, guard};
use super::{Origin, RowReader};
use crate::answers::AnswerBook;
use crate::finding::{Rule, shown};
use crate::privacy::has_worker_data;
use crate::source::Kind;
use crate::table::answers as field;
use crate::table::{Field, Need};
use crate::value::number::{self, Doubt};
use crate::value::text::is_missing;
use crate::value::word::{self, WordList};

/// Most workers that one group can have.
const WORKERS: u32 = 10_000_000;

/// An answer as its row says, before it is split into parts.
#[derive(Clone, Debug, Validate)]
struct AnswerRow {
    #[validate(length(min = 1, max = ID))]
    supplier_id: String,
    #[validate(length(max = ID))]
    source_id: Option<String>,
    #[validate(range(max = WORKERS))]
    affected: Option<u32>,
    #[validate(range(max = WORKERS))]
    asked: Option<u32>,
    #[validate(range(max = WORKERS))]
    population: Option<u32>,
    #[validate(length(max = TEXT))]
    closes: Option<String>,
    #[validate(length(max = TEXT))]
    reference: Option<String>,
}

impl Guarded for AnswerRow {
    fn forget(&mut self, field: &str) {
        match field {
            "source_id" => self.source_id = None,
            "affected" => self.affected = None,
            "asked" => self.asked = None,
            "population" => self.population = None,
            "closes" => self.closes = None,
            "reference" => self.reference = None,
            _ => {}
        }
    }
}

/// What became of a row.
pub(crate) enum AnswerRead {
    /// Evidence, one piece per answered part.
    Evidence(Vec<Evidence>, Origin),
    /// The row says that there is no answer.
    Unanswered,
    /// It cannot be used.
    LeftOut,
}

/// Answers that were read before, by question and cell: a questionnaire has few that differ.
#[derive(Debug, Default)]
pub(crate) struct Known {
    by_question: HashMap<String, HashMap<String, Vec<(QuestionId, String)>>>,
}

impl Known {
    fn get(&self, question: &str, cell: &str) -> Option<&Vec<(QuestionId, String)>> {
        self.by_question.get(question)?.get(cell)
    }

    fn keep(&mut self, question: &str, cell: &str, answers: &[(QuestionId, String)]) {
        let of_question = self.by_question.entry(question.to_owned()).or_default();
        of_question.insert(cell.to_owned(), answers.to_vec());
    }
}

/// Reads the open row.
pub(crate) fn read(reader: &mut RowReader<'_>, book: &impl AnswerBook, known: &mut Known) -> AnswerRead {
    note(reader);
    let supplier_id = reader.text(field::SUPPLIER_ID);
    let question = reader.text(field::QUESTION);
    let source = reader.word(field::SOURCE, WordList::Source);
    if let Some(source) = source {
        // Whatever word was used, the class decides who may see the row.
        reader.note(field::SOURCE, source);
    }
    let observed_on = reader.past_date(field::OBSERVED_ON);
    let group = group(reader);
    let period_from = reader.date(field::PERIOD_FROM);
    let period_to = reader.date(field::PERIOD_TO);
    reader.check_order((field::PERIOD_FROM, period_from), (field::PERIOD_TO, period_to));
    let mut row = AnswerRow {
        supplier_id: supplier_id.unwrap_or_default(),
        source_id: reader.text(field::SOURCE_ID),
        affected: reader.whole(field::AFFECTED),
        asked: reader.whole(field::ASKED),
        population: reader.whole(field::POPULATION),
        closes: reader.text(field::CLOSES),
        reference: reader.text(field::REFERENCE),
    };
    let answers = question.as_deref().map(|question| split(reader, question, source, book, known)).unwrap_or_default();
    let (Some(source), Some(observed_on), Some(group), true) = (source, observed_on, group, reader.is_usable()) else {
        return AnswerRead::LeftOut;
    };
    guard(&mut row, field::ALL, reader);
    if !reader.is_usable() {
        return AnswerRead::LeftOut;
    }
    if answers.is_empty() {
        return AnswerRead::Unanswered;
    }
    check_counts(&row, reader);
    let period = period(period_from, period_to, observed_on);
    let pieces = answers.into_iter().map(|(question, answer)| {
        let evidence = Evidence {
            id: EvidenceId::new(""),
            party: PartyId::new(row.supplier_id.as_str()),
            question,
            answer,
            source: source.to_owned(),
            source_id: row.source_id.clone().unwrap_or_else(|| format!("{source}-{observed_on}")),
            observed_on: Some(observed_on),
            group,
            period: Some(period),
            affected: row.affected,
            asked: row.asked,
            population: row.population,
            closes: row.closes.clone(),
            reference: row.reference.clone(),
            origin: EvidenceOrigin::Answer,
        };
        evidence.identified()
    });
    AnswerRead::Evidence(pieces.collect(), reader.origin())
}

/// A note is never used; what looks like a worker's document or phone number in it is said without being shown.
fn note(reader: &mut RowReader<'_>) {
    if reader.raw(field::NOTE).is_some_and(|given| has_worker_data(&given.text)) {
        reader.report(Rule::WorkerDataInNote, field::NOTE, None, &[]);
    }
}

/// The group; without one, all. A word that is no group makes the row useless: it would be counted for others.
fn group(reader: &mut RowReader<'_>) -> Option<WorkerGroup> {
    if reader.given(field::WORKER_GROUP).is_none() {
        return Some(WorkerGroup::All);
    }
    let code = reader.word(Field { need: Need::Must, ..field::WORKER_GROUP }, WordList::WorkerGroup)?;
    WorkerGroup::ALL.into_iter().find(|group| group.as_str() == code)
}

/// The stated period; where an end is open, the twelve months up to the last day.
fn period(from: Option<NaiveDate>, to: Option<NaiveDate>, observed_on: NaiveDate) -> Period {
    let to = to.unwrap_or(observed_on);
    let year_before = to.checked_sub_months(Months::new(12)).and_then(|day| day.checked_add_days(Days::new(1)));
    let from = from.unwrap_or_else(|| year_before.unwrap_or(to));
    // Days in the wrong order were said; the shorter statement is the last day alone.
    Period { from: from.min(to), to }
}

/// The parts that the row answers, with their answers; none where it says that nothing is known.
fn split(
    reader: &mut RowReader<'_>,
    question: &str,
    source: Option<&str>,
    book: &impl AnswerBook,
    known: &mut Known,
) -> Vec<(QuestionId, String)> {
    let Some(given) = reader.raw(field::ANSWER).filter(|given| !is_missing(&given.text)) else {
        return Vec::new();
    };
    if given.kind == Kind::Text
        && let Some(answers) = known.get(question, &given.text)
    {
        return answers.clone();
    }
    if has_worker_data(&given.text) {
        reader.report(Rule::WorkerDataInAnswer, field::ANSWER, None, &[]);
        return Vec::new();
    }
    if let Some(list) = list_name(question) {
        return decision(reader, list, &given.text, source).into_iter().collect();
    }
    let parts = book.parts(question);
    if parts.is_empty() {
        reader.report(Rule::UnknownQuestion, field::QUESTION, Some(question), &[]);
        return Vec::new();
    }
    let several = parts.len() > 1;
    let values: Vec<&str> =
        if several { given.text.split(';').map(str::trim).collect() } else { vec![given.text.as_ref()] };
    if values.len() > parts.len() {
        let names: Vec<&str> = parts.iter().map(QuestionId::as_str).collect();
        let fill = [("count", values.len().to_string()), ("parts", names.join("; "))];
        reader.report(Rule::TooManyParts, field::ANSWER, Some(&given.text), &fill);
        return Vec::new();
    }
    let mut answers = Vec::new();
    let mut is_readable = true;
    for (part, value) in parts.into_iter().zip(values).filter(|(_, value)| !is_missing(value)) {
        let answer = canonical(value, given.kind);
        match book.check(&part, &answer) {
            Ok(ReadAnswer::Answer(_)) => answers.push((part, answer)),
            Ok(ReadAnswer::Missing) => {}
            Err(possible) => {
                is_readable = false;
                let fill = [("question", part.to_string()), ("possible", possible)];
                reader.report(Rule::AnswerUnreadable, field::ANSWER, Some(value), &fill);
            }
        }
    }
    if is_readable && given.kind == Kind::Text {
        known.keep(question, &given.text, &answers);
    }
    answers
}

/// The list that a question `LIST.<list>` is about.
fn list_name(question: &str) -> Option<&str> {
    let (head, name) = question.split_at_checked(LIST_PREFIX.len())?;
    (head.eq_ignore_ascii_case(LIST_PREFIX) && !name.is_empty()).then_some(name)
}

/// A decision about a match with a list: confirmed or rejected, by an authority or a document.
fn decision(
    reader: &mut RowReader<'_>,
    list: &str,
    answer: &str,
    source: Option<&str>,
) -> Option<(QuestionId, String)> {
    let question = format!("{LIST_PREFIX}{list}");
    let refuse = |reader: &mut RowReader<'_>, field, value: &str, possible: &str| {
        let fill = [("question", question.clone()), ("possible", possible.to_owned())];
        reader.report(Rule::AnswerUnreadable, field, Some(value), &fill);
    };
    let Some(code) = word::read(WordList::Decision, answer) else {
        refuse(reader, field::ANSWER, answer, "confirmed, rejected");
        return None;
    };
    if let Some(source) = source.filter(|source| !matches!(*source, "authority" | "document")) {
        refuse(reader, field::SOURCE, source, "authority, document");
        return None;
    }
    Some((QuestionId::new(question.as_str()), code.to_owned()))
}

/// One spelling for numbers and for yes and no, so that the three formats hold the same answer.
fn canonical(text: &str, kind: Kind) -> String {
    match kind {
        Kind::Bool => return text.to_owned(),
        Kind::Text | Kind::Number | Kind::Date => {}
    }
    if text.eq_ignore_ascii_case("true") {
        return "yes".to_owned();
    }
    if text.eq_ignore_ascii_case("false") {
        return "no".to_owned();
    }
    match number::read(text) {
        // In doubt the text stays as written, for the question to refuse.
        Some(read) if read.doubt != Doubt::CommaGroup => read.value().map_or_else(|| text.to_owned(), number::shortest),
        _ => text.to_owned(),
    }
}

/// Numbers of workers that cannot be together.
fn check_counts(row: &AnswerRow, reader: &mut RowReader<'_>) {
    let over =
        |part: Option<u32>, whole: Option<u32>| matches!((part, whole), (Some(part), Some(whole)) if part > whole);
    let told = |number: Option<u32>| number.unwrap_or_default().to_string();
    if over(row.affected, row.asked) {
        let fill = [("count", told(row.affected)), ("of", told(row.asked))];
        reader.report(Rule::AffectedOverAsked, field::AFFECTED, Some(&shown(&told(row.affected))), &fill);
    }
    for (field, number) in [(field::AFFECTED, row.affected), (field::ASKED, row.asked)] {
        if over(number, row.population) {
            let fill = [("count", told(number)), ("of", told(row.population))];
            reader.report(Rule::OverPopulation, field, Some(&told(number)), &fill);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::TableKind;
    use crate::test_support::{only_finding, read_tables, rules};

    const SUPPLIERS: &str = "supplier_id,name,country\ns1,Mill,UZB\n";

    fn read_answers(text: &str) -> crate::Intake {
        read_tables(&[("suppliers.csv", SUPPLIERS), ("answers.csv", text)])
    }

    /// One answer to one question, by an interview in spring 2026, with more columns.
    fn with(question: &str, answer: &str, columns: &str, values: &str) -> crate::Intake {
        read_answers(&format!(
            "supplier_id,question,answer,source,observed_on{columns}\ns1,{question},\"{answer}\",interview,2026-04-01{values}\n"
        ))
    }

    fn answers(intake: &crate::Intake) -> Vec<(&str, &str)> {
        intake.inputs.evidence.iter().map(|e| (e.question.as_str(), e.answer.as_str())).collect()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_answer_takes_its_defaults() {
        let intake = with("Q1", "yes", "", "");
        let evidence = &intake.inputs.evidence[0];
        assert_eq!(
            (evidence.source.as_str(), evidence.source_id.as_str()),
            ("worker_interview", "worker_interview-2026-04-01")
        );
        assert_eq!(evidence.group, WorkerGroup::All);
        assert_eq!(evidence.period, Some(Period { from: day("2025-04-02"), to: day("2026-04-01") }));
        assert_eq!(rules(&intake), Vec::<&str>::new());
    }

    #[test]
    fn a_plain_audit_was_announced() {
        let intake = read_answers("supplier_id,question,answer,source,observed_on\ns1,Q1,yes,audit,2026-04-01\n");
        assert_eq!(intake.inputs.evidence[0].source, "audit_announced");
    }

    #[test]
    fn parts_are_taken_in_order_and_empty_places_are_kept() {
        let read = |answer: &str| {
            let intake = with("Q3", answer, "", "");
            answers(&intake).iter().map(|(question, answer)| format!("{question}={answer}")).collect::<Vec<_>>()
        };
        assert_eq!(read(";80;"), ["Q3.b=80"]);
        assert_eq!(read("5;;7").len(), 2);
        assert_eq!(read("5"), ["Q3.a=5"]);
        assert_eq!(answers(&with("Q3.c", "7", "", "")), [("Q3.c", "7")]);
    }

    #[test]
    fn more_values_than_parts_are_an_error() {
        let intake = with("Q3", "1;2;3;4", "", "");
        assert_eq!((rules(&intake), intake.inputs.evidence.len()), (vec!["too-many-parts"], 0));
    }

    #[test]
    fn no_answer_is_counted_and_is_no_error() {
        let intake = read_answers(
            "supplier_id,question,answer,source,observed_on\ns1,Q1,unknown,audit,2026-04-01\ns1,Q2,,audit,2026-04-01\n",
        );
        let counts = intake.counts[&TableKind::Answers];
        assert_eq!((counts.rows, counts.used, counts.left_out, counts.unanswered), (2, 0, 0, 2));
        assert_eq!(rules(&intake), Vec::<&str>::new());
    }

    #[test]
    fn answers_that_cannot_be_used_are_errors() {
        for (question, answer, rule) in [
            ("Q99", "yes", "unknown-question"),
            ("Q1", "perhaps", "answer-unreadable"),
            ("LIST.own", "maybe", "answer-unreadable"),
            ("LIST.own", "confirmed", "answer-unreadable"),
            ("Q2", "held: AA1234567", "worker-data-in-answer"),
        ] {
            let intake = with(question, answer, "", "");
            assert_eq!((rules(&intake), intake.rows_left_out()), (vec![rule], 1), "{question} {answer}");
        }
    }

    #[test]
    fn a_workers_number_in_an_answer_or_note_is_not_shown() {
        for (answer, columns, values, rule) in [
            ("AA1234567", "", "", "worker-data-in-answer"),
            ("yes", ",note", ",call +996 555 123456", "worker-data-in-note"),
        ] {
            let intake = with("Q1", answer, columns, values);
            let told = format!("{:?}", intake.findings);
            assert!(!told.contains("1234567") && !told.contains("555"), "{told}");
            assert_eq!(rules(&intake), [rule]);
        }
    }

    #[test]
    fn a_list_match_is_decided_by_an_authority() {
        let intake = read_answers(
            "supplier_id,question,answer,source,observed_on\ns1,list.uflpa,Confirmed,authority,2026-04-01\n",
        );
        assert_eq!(answers(&intake), [("LIST.uflpa", "confirmed")]);
    }

    #[test]
    fn an_unknown_source_group_day_or_supplier_leaves_the_row_out() {
        for (row, rule) in [
            ("s1,Q1,yes,rumour,2026-04-01,all", "word-unknown"),
            ("s1,Q1,yes,audit,2026-04-01,giants", "word-unknown"),
            ("s1,Q1,yes,audit,,all", "required-missing"),
            ("s1,Q1,yes,audit,2087-01-01,all", "date-implausible"),
            ("s1,Q1,yes,audit,soon,all", "date-unreadable"),
            ("s9,Q1,yes,audit,2026-04-01,all", "unknown-party"),
        ] {
            let intake = read_answers(&format!("supplier_id,question,answer,source,observed_on,worker_group\n{row}\n"));
            assert_eq!((rules(&intake), intake.inputs.evidence.len()), (vec![rule], 0), "{row}");
            assert_eq!(only_finding(&intake).severity, crate::Severity::Error, "{row}");
        }
    }

    #[test]
    fn a_day_after_the_assessment_is_kept_with_a_warning() {
        let intake = read_answers("supplier_id,question,answer,source,observed_on\ns1,Q1,yes,audit,2027-01-01\n");
        assert_eq!((rules(&intake), intake.inputs.evidence.len()), (vec!["date-after-as-of"], 1));
    }

    #[test]
    fn numbers_of_workers_that_cannot_be_together_are_warnings() {
        assert_eq!(rules(&with("Q1", "yes", ",affected,asked", ",9,5")), ["affected-over-asked"]);
        assert_eq!(rules(&with("Q1", "yes", ",asked,population", ",9,5")), ["over-population"]);
        assert_eq!(rules(&with("Q1", "yes", ",asked", ",-1")), ["number-negative"]);
    }

    #[test]
    fn a_closure_of_nothing_is_a_warning() {
        assert_eq!(rules(&with("Q1", "yes", ",closes,reference", ",A-1,A-2")), ["closes-unknown"]);
        assert_eq!(rules(&with("Q1", "yes", ",closes,reference", ",A-1,A-1")), Vec::<&str>::new());
    }

    #[test]
    fn the_same_answer_counts_once() {
        let line = "s1,Q1,yes,audit,2026-04-01\n";
        let intake = read_answers(&format!("supplier_id,question,answer,source,observed_on\n{line}{line}"));
        assert_eq!((rules(&intake), intake.inputs.evidence.len()), (vec!["repeated-answer"], 1));
        let places = &intake.provenance.evidence[&intake.inputs.evidence[0].id];
        assert_eq!(places.iter().map(|place| place.row).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(places[0].column.as_deref(), Some("answer"));
    }

    #[test]
    fn numbers_have_one_spelling() {
        for (text, expected) in
            [("0.50", "0.5"), ("33.3%", "0.333"), ("1 200", "1200"), ("TRUE", "yes"), ("12 days", "12 days")]
        {
            assert_eq!(canonical(text, Kind::Text), expected);
        }
    }
}
