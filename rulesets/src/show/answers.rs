//! The question bank: every question with its answers and what they say.

use karvon_engine::network::Country;
use karvon_engine::ruleset::{Answer, AnswerForm, Condition, Question, QuestionLeaf, Unit};

use super::numbers::{bound, plain, signed};
use super::{Block, Section, Source, Table};

/// Questions by indicator.
pub(super) fn questions(source: &Source<'_>) -> Section {
    let ruleset = source.ruleset.source();
    let mut blocks = vec![Block::Line(source.word("questions-note"))];
    for indicator in &ruleset.indicators {
        let name = source.texts.name("indicator", &indicator.id);
        blocks.push(Block::Heading(format!("{} {name}", indicator.code)));
        for question in ruleset.questions.iter().filter(|question| question.indicator == indicator.id) {
            blocks.push(Block::Item { id: question.id.clone(), text: source.texts.name("question", &question.id) });
            blocks.push(Block::Line(about(source, question)));
            blocks.push(Block::Table(answers(source, question)));
        }
    }
    source.section("section-questions", blocks)
}

/// Form, leaf, who is asked, when it applies.
pub(crate) fn about(source: &Source<'_>, question: &Question) -> String {
    let mut parts = vec![leaf(source, question.leaf), form(source, question.form)];
    if let Some(factor) = &question.measured_by_factor {
        parts.push(format!("{} `{factor}`", source.word("measured-by-factor")));
    }
    if let Some(answer) = &question.shuts_out_monitors {
        parts.push(format!("`{answer}` {}", source.word("shuts-out-monitors")));
    }
    if !question.needs.is_empty() {
        let needs: Vec<String> = question.needs.iter().map(|need| condition(source, need)).collect();
        parts.push(format!("{}: {}", source.word("needs"), needs.join(", ")));
    }
    if !question.groups.is_empty() {
        let groups: Vec<String> =
            question.groups.iter().map(|group| source.texts.name("group", group.as_str())).collect();
        parts.push(format!("{}: {}", source.word("groups"), groups.join(", ")));
    }
    let asked: Vec<String> = question.asked_of.iter().map(|class| source.texts.name("source", class)).collect();
    parts.push(format!("{}: {}", source.word("asked-of"), asked.join(", ")));
    parts.join(" · ")
}

pub(crate) fn answers(source: &Source<'_>, question: &Question) -> Table {
    let ruleset = source.ruleset.source();
    let by_regime = question.answers.iter().any(|answer| answer.by_regime.is_some());
    let by_leaf = question.answers.iter().any(|answer| answer.t.is_some());
    let by_number = question.answers.iter().any(|answer| answer.when.is_some());
    let mut columns = vec![source.left("column-code"), source.left("column-answer")];
    if by_number {
        columns.push(source.left("column-when"));
    }
    if by_leaf {
        columns.extend(["column-t", "column-f", "column-ln"].map(|key| source.right(key)));
    }
    if by_regime {
        columns.extend(ruleset.regimes.classes.iter().map(|regime| super::Column {
            title: source.texts.name("regime", &regime.id),
            align: super::Align::Right,
        }));
    }
    columns.push(source.left("column-grade"));
    let row = |answer: &Answer| {
        let mut cells = vec![answer.id.clone(), source.texts.answer(&question.id, &answer.id)];
        if by_number {
            cells.push(answer.when.map(|when| bound(source, when)).unwrap_or_default());
        }
        if by_leaf {
            cells.extend([answer.t, answer.f].map(|p| p.map(plain).unwrap_or_default()));
            cells.push(answer.t.zip(answer.f).map(|(t, f)| signed((t / f).ln())).unwrap_or_default());
        }
        if by_regime {
            let numbers = answer.by_regime.as_deref().unwrap_or_default();
            cells.extend(
                (0..ruleset.regimes.classes.len()).map(|z| numbers.get(z).copied().map(plain).unwrap_or_default()),
            );
        }
        cells.push(answer.grade.map(|grade| grade_word(source, grade)).unwrap_or_default());
        cells
    };
    Table { rows: question.answers.iter().map(row).collect(), columns }
}

fn grade_word(source: &Source<'_>, grade: karvon_engine::ruleset::Grade) -> String {
    use karvon_engine::ruleset::Grade;
    source.word(match grade {
        Grade::Minor => "grade-minor",
        Grade::Major => "grade-major",
    })
}

pub(crate) fn leaf(source: &Source<'_>, leaf: QuestionLeaf) -> String {
    source.word(match leaf {
        QuestionLeaf::Inv => "leaf-inv",
        QuestionLeaf::Coe => "leaf-coe",
        QuestionLeaf::Context => "leaf-context",
        QuestionLeaf::Unscored => "leaf-unscored",
    })
}

fn form(source: &Source<'_>, form: AnswerForm) -> String {
    match form {
        AnswerForm::Choice => source.word("form-choice"),
        AnswerForm::Multi => source.word("form-multi"),
        AnswerForm::YesNo => source.word("form-yes-no"),
        AnswerForm::LanguageSets => source.word("form-languages"),
        AnswerForm::Number(unit) => format!("{} ({})", source.word("form-number"), source.word(unit_key(unit))),
    }
}

fn unit_key(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "unit-share",
        Unit::Count => "unit-count",
        Unit::PerThousand => "unit-per-thousand",
        Unit::Hours => "unit-hours",
        Unit::Days => "unit-days",
        Unit::Months => "unit-months",
        Unit::Ratio => "unit-ratio",
        Unit::Money => "unit-money",
        Unit::SquareMetres => "unit-square-metres",
        Unit::Kilometres => "unit-kilometres",
        Unit::DaysOfWages => "unit-days-of-wages",
    }
}

fn condition(source: &Source<'_>, condition: &Condition) -> String {
    let key = match condition {
        Condition::Migrants => "condition-migrants",
        Condition::Agency => "condition-agency",
        Condition::Women => "condition-women",
        Condition::Young => "condition-young",
        Condition::Housing => "condition-housing",
        Condition::StateProgramme => "condition-state-programme",
        Condition::Kind(kinds) => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
            return kinds.join(" / ");
        }
        Condition::Country(countries) => {
            let countries: Vec<&str> = countries.iter().map(Country::as_str).collect();
            return format!("{} {}", source.word("property-country"), countries.join(" / "));
        }
        Condition::Sector(prefixes) => {
            return format!("{} {}", source.word("place-sector"), prefixes.join(" / "));
        }
        Condition::WorkersAtLeast(least) => {
            return format!("{} {} {least}", source.word("place-workers"), source.word("bound-at-least"));
        }
    };
    source.word(key)
}
