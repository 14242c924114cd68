//! Questions as they are put, to the demo.

use karvon_engine::assessment::{LinkResult, assess};

use super::*;
use crate::services::{demo, rules};

/// The demo, with few worlds.
fn sample() -> (Inputs, Ruleset, Options) {
    let rules = rules::get(rules::STANDARD).unwrap();
    let files = demo::files();
    let sources: Vec<SourceFile<'_>> =
        files.iter().map(|file| SourceFile { name: &file.name, bytes: &file.bytes }).collect();
    let intake = read_files(&sources, &ReadOptions::new(demo::AS_OF), &rules.ruleset);
    let inputs = Inputs { published: rules.published, ..intake.inputs };
    (inputs, rules.ruleset, Options { worlds: 256, ..Options::as_of(demo::AS_OF) })
}

fn what_if() -> WhatIf {
    let (inputs, ruleset, options) = sample();
    prepare(&inputs, Arc::new(ruleset), &options).unwrap()
}

fn put(what_if: &mut WhatIf, question: &str, seen: Testimony) -> Result<Difference, WhatIfFailure> {
    ask(what_if, read(question.as_bytes())?, seen)
}

fn faults(what_if: &mut WhatIf, question: &str) -> Vec<QuestionFault> {
    match put(what_if, question, Testimony::With) {
        Err(WhatIfFailure::Question(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

#[test]
fn without_changes_it_is_the_assessment() {
    let (inputs, ruleset, options) = sample();
    let whole = assess(&inputs, &ruleset, &options).unwrap();
    let nothing = prepare(&inputs, Arc::new(ruleset), &options).unwrap().ask(&[]).unwrap();
    assert_eq!((&nothing.before, nothing.parties.len()), (&nothing.after, 0));
    assert_eq!(nothing.after.summary, whole.summary);
    assert!(whole.look_here_first.starts_with(&nothing.after.look_here_first));
}

#[test]
fn every_kind_of_change_is_understood() {
    let mut what_if = what_if();
    // One that is the only way out of its supplier, so that without it nothing of the supplier reaches the subject.
    let links = what_if.links().to_vec();
    let ways = |link: &LinkResult| links.iter().filter(|other| other.supplier_id == link.supplier_id).count();
    let link = links.iter().find(|link| link.kind == LinkKind::Goods && ways(link) == 1).unwrap();
    let (id, supplier, buyer) = (&link.link_id, &link.supplier_id, &link.buyer_id);
    for (change, touched) in [
        (format!(r#"{{"party_id":"{supplier}","channel":"forced_labour","likelihood":0.9}}"#), supplier),
        (format!(r#"{{"link_id":"{id}","weight":0}}"#), supplier),
        (format!(r#"{{"supplier_id":"{supplier}","buyer_id":"{buyer}","weight":0}}"#), supplier),
        (
            format!(
                r#"{{"answer":{{"supplier_id":"{supplier}","question":"I7.1","answer":"employer_or_agent",
                "source":"worker_interview","observed_on":"2026-09-01","worker_group":"migrant","asked":20}}}}"#
            ),
            supplier,
        ),
    ] {
        let question = format!(r#"{{"changes":[{change}]}}"#);
        let difference = put(&mut what_if, &question, Testimony::With).unwrap();
        assert!(difference.parties.iter().any(|party| party.party_id == *touched), "{change}");
        assert_ne!(difference.before, difference.after, "{change}");
    }
}

#[test]
fn what_is_wrong_with_a_question_is_told_by_its_number() {
    let mut what_if = what_if();
    assert!(matches!(faults(&mut what_if, "{").as_slice(), [QuestionFault::Unreadable(_)]));
    assert_eq!(faults(&mut what_if, r#"{"changes":[]}"#), [QuestionFault::Empty]);
    let all = faults(
        &mut what_if,
        r#"{"changes":[{"weight":1},{"link_id":"x","likelihood":1},{"supplier_id":"x","buyer_id":"y","weight":1},
            {"answer":{"supplier_id":"nobody","question":"I7.1"}}]}"#,
    );
    assert!(matches!(
        all.as_slice(),
        [
            QuestionFault::Shape(1),
            QuestionFault::Shape(2),
            QuestionFault::NoLink { change: 3, .. },
            QuestionFault::UnknownParty { change: 4, .. },
        ]
    ));
}

#[test]
fn a_row_of_answers_is_checked_like_one_of_a_file() {
    let mut what_if = what_if();
    let party = what_if.inputs().parties[0].id.clone();
    let question = format!(
        r#"{{"changes":[{{"answer":{{"supplier_id":"{party}","question":"I7.1","answer":"on the moon",
        "source":"worker_interview","observed_on":"2026-09-01"}}}}]}}"#
    );
    let all = faults(&mut what_if, &question);
    assert!(matches!(all.as_slice(), [QuestionFault::Answer { change: 1, .. }]), "{all:?}");
}

#[test]
fn what_is_wrong_is_told_all_at_once_with_its_place() {
    let mut what_if = what_if();
    let party = what_if.inputs().parties[0].id.clone();
    let link = what_if.links().iter().find(|link| link.kind == LinkKind::Goods).unwrap().clone();
    let (supplier, buyer) = (&link.supplier_id, &link.buyer_id);
    let question = format!(
        r#"{{"changes":[{{"supplier_id":"{supplier}","buyer_id":"{buyer}","weight":1.5}},
        {{"party_id":"{party}","channel":"forced_labour","likelihood":"high"}},{{"weight":1}},
        {{"party_id":"nobody","channel":"forced_labour","likelihood":0.5}},
        {{"answer":{{"supplier_id":"{party}","question":"I7.1","answer":"on the moon","source":"document",
        "observed_on":"2026-09-01"}}}}]}}"#
    );
    let found = faults(&mut what_if, &question);
    let places: Vec<String> = found.iter().map(QuestionFault::pointer).collect();
    let wanted = ["0/weight", "1/likelihood", "2", "3/party_id", "4/answer/answer"].map(|at| format!("/changes/{at}"));
    assert_eq!(places, wanted, "{found:?}");
    assert_eq!(found[0].rule(), "share");
}

#[test]
fn whoever_may_not_see_testimony_neither_invents_nor_removes_it() {
    let mut what_if = what_if();
    let said = what_if.inputs().evidence.iter().find(|row| is_testimony(row)).unwrap().clone();
    let ask_as = |what_if: &mut WhatIf, source: &str, seen: Testimony| {
        let (party, id) = (&said.party, &said.id);
        let question = format!(
            r#"{{"changes":[{{"answer":{{"supplier_id":"{party}","question":"I7.1","answer":"employer_or_agent",
            "source":"{source}","observed_on":"2026-09-01","asked":20}},"replaces":"{id}"}}]}}"#
        );
        put(what_if, &question, seen)
    };
    assert!(ask_as(&mut what_if, "worker_interview", Testimony::With).is_ok());
    let told = |answer: Result<Difference, WhatIfFailure>| match answer {
        Err(WhatIfFailure::Question(faults)) => faults,
        other => panic!("{other:?}"),
    };
    let invented = told(ask_as(&mut what_if, "worker_interview", Testimony::Without));
    assert_eq!(invented, [QuestionFault::Testimony(1)]);
    let removed = told(ask_as(&mut what_if, "document", Testimony::Without));
    assert!(
        matches!(removed.as_slice(), [QuestionFault::Change(WhatIfProblem::UnknownAnswer { change: 1, .. })]),
        "{removed:?}"
    );
}
