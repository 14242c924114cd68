//! Screening inside an assessment: what an undecided match does and does not do, and what is said where it could not run.

use super::*;
use crate::assessment::{MatchKind, MatchState, Unknown, screened};
use crate::inputs::{Completeness, PublishedTable, WatchlistEntry};
use crate::ruleset::ScreeningRules;
use crate::screening::ListedEntity;

/// The rules of the other tests with two lists, a floor on one of them, and screening.
fn screening_rules() -> Rules {
    let mut rules = rules();
    rules.source.lists.insert("official".to_owned(), vec![0.001, 0.002, 0.1]);
    rules.source.lists.insert("own".to_owned(), vec![0.002, 0.004, 0.04]);
    rules.source.floors.push(Floor {
        id: "listed".to_owned(),
        when: FloorCondition::Listed(vec!["official".to_owned()]),
        band: Band::Critical,
        channel: "I7".to_owned(),
    });
    rules.source.screening = Some(ScreeningRules {
        published: [("published_names".to_owned(), "official".to_owned())].into(),
        own: "own".to_owned(),
        settings: serde_json::from_str(include_str!("../../screening/tests/settings.json")).unwrap(),
    });
    rules
}

fn entry(name: &str, listed_on: Option<&str>) -> ListedEntity {
    ListedEntity {
        list: "published_names".to_owned(),
        id: name.to_owned(),
        name: name.to_owned(),
        aliases: Vec::new(),
        country: None,
        region: None,
        address: None,
        identifiers: Vec::new(),
        programme: None,
        listed_on: listed_on.map(|day| day.parse().unwrap()),
        source: Some("gazette".to_owned()),
    }
}

fn published(entries: Vec<ListedEntity>) -> PublishedTable {
    PublishedTable {
        table: "published_names".to_owned(),
        edition: "third".to_owned(),
        as_of: as_of().checked_sub_days(chrono::Days::new(10)),
        sha256: "ab".repeat(32),
        rows: entries.len(),
        completeness: Completeness::Incomplete,
        stale_after_days: 30,
        entries,
    }
}

/// The gin is called like a listed name; everybody has a name of its own.
fn named() -> Inputs {
    let mut inputs = inputs();
    for party in &mut inputs.parties {
        let name = match party.id.as_str() {
            "gin" => "Zarafteks Invest LLC",
            "mill" => "Quvonchbek Group",
            "plant" => "Oltinsoy Kiyim",
            _ => "Haldenvik Arbeidsklær",
        };
        name.clone_into(&mut party.name);
    }
    inputs.published = vec![published(vec![entry("Zarafteks Invest", Some("2020-01-01"))])];
    inputs
}

fn gin(assessment: &Assessment) -> &crate::assessment::PartyResult {
    assessment.parties.iter().find(|party| party.party_id.as_str() == "gin").unwrap()
}

fn states(assessment: &Assessment) -> Vec<(MatchKind, &str, &str, MatchState)> {
    let matches = assessment.screening.matches.iter();
    matches.map(|found| (found.kind, found.party_id.as_str(), found.other.as_str(), found.state)).collect()
}

#[test]
fn an_undecided_match_lifts_the_upper_end_and_nothing_else() {
    let ruleset = screening_rules().build();
    let with = assessed(&named(), &ruleset);
    let mut without = named();
    without.published = vec![published(Vec::new())];
    let without = assessed(&without, &ruleset);
    assert_eq!(states(&with), [(MatchKind::List, "gin", "Zarafteks Invest", MatchState::Undecided)]);
    let (open, plain) = (gin(&with), gin(&without));
    assert!(open.p_high > plain.p_high, "{} {}", open.p_high, plain.p_high);
    assert_eq!(open.undecided_lists, ["official"]);
    let but_high = |party: &crate::assessment::PartyResult| crate::assessment::PartyResult {
        p_high: 0.0,
        undecided_lists: Vec::new(),
        channels: party
            .channels
            .iter()
            .map(|channel| crate::assessment::ChannelResult { p_high: 0.0, ..channel.clone() })
            .collect(),
        ..party.clone()
    };
    assert_eq!(but_high(open), but_high(plain));
    assert_eq!(with.summary, without.summary);
}

#[test]
fn a_confirmed_match_counts_as_the_list_says_and_a_rejected_one_as_nothing() {
    let ruleset = screening_rules().build();
    let decided = |question: &str, answer: &str| {
        let mut inputs = named();
        inputs.evidence = vec![about("gin", question, answer, "document")];
        assessed(&inputs, &ruleset)
    };
    let confirmed = decided("LIST.official", "confirmed");
    assert_eq!(gin(&confirmed).band, Band::Critical);
    assert_eq!(gin(&confirmed).floors, ["listed"]);
    assert_eq!(states(&confirmed), [(MatchKind::List, "gin", "Zarafteks Invest", MatchState::Confirmed)]);
    assert!(confirmed.screening.matches[0].evidence.is_some());
    let rejected = decided("LIST.official", "rejected");
    assert_eq!(states(&rejected), [(MatchKind::List, "gin", "Zarafteks Invest", MatchState::Rejected)]);
    assert_eq!(gin(&rejected).p_high.to_bits(), gin(&rejected).p_high_decided.to_bits());
    assert!(gin(&rejected).floors.is_empty() && gin(&rejected).undecided_lists.is_empty());
}

#[test]
fn a_list_of_the_users_own_is_decided_by_its_own_name() {
    let ruleset = screening_rules().build();
    let mut inputs = named();
    inputs.published = vec![published(Vec::new())];
    inputs.watchlist = vec![WatchlistEntry {
        list: "Our Watch".to_owned(),
        name: "Зарафтекс Инвест".to_owned(),
        aliases: Vec::new(),
        country: None,
        address: None,
        programme: Some("autumn call-up".to_owned()),
        listed_on: None,
        source_url: None,
    }];
    let open = assessed(&inputs, &ruleset);
    assert_eq!(gin(&open).undecided_lists, ["own"]);
    let listed = open.screening.matches[0].listed.as_ref().unwrap();
    assert_eq!((listed.list.as_str(), listed.counts_as.as_str()), ("Our Watch", "own"));
    assert_eq!(listed.programme.as_deref(), Some("autumn call-up"));
    inputs.evidence = vec![about("gin", "LIST.our watch", "confirmed", "document")];
    let confirmed = assessed(&inputs, &ruleset);
    assert_eq!(confirmed.screening.matches[0].state, MatchState::Confirmed);
    assert!(confirmed.evidence_notices.is_empty(), "{:?}", confirmed.evidence_notices);
    assert!(gin(&confirmed).likelihood > gin(&open).likelihood);
}

#[test]
fn a_name_listed_after_the_day_of_the_assessment_is_left_out_and_counted() {
    let ruleset = screening_rules().build();
    let mut inputs = named();
    inputs.published = vec![published(vec![entry("Zarafteks Invest", Some("2099-01-01"))])];
    let assessment = assessed(&inputs, &ruleset);
    assert!(assessment.screening.matches.is_empty());
    let used = &assessment.manifest.lists[0];
    assert_eq!((used.screened, used.later, used.rows), (Some(0), 1, 1));
}

#[test]
fn lists_are_named_with_their_version_and_a_change_of_one_changes_the_result_but_not_the_inputs() {
    let ruleset = screening_rules().build();
    let one = assessed(&named(), &ruleset);
    let used = &one.manifest.lists[0];
    assert_eq!((used.list.as_str(), used.edition.as_str(), used.sha256.len()), ("published_names", "third", 64));
    assert_eq!((used.age_days, used.stale, used.completeness), (Some(10), false, Some(Completeness::Incomplete)));
    let mut inputs = named();
    inputs.published[0].sha256 = "cd".repeat(32);
    let other = assessed(&inputs, &ruleset);
    assert_eq!(one.manifest.inputs_hash, other.manifest.inputs_hash);
    assert_ne!(one.manifest.result_hash, other.manifest.result_hash);
}

#[test]
fn a_list_that_is_missing_stale_or_incomplete_is_said_and_never_reads_as_clear() {
    let ruleset = screening_rules().build();
    let mut inputs = named();
    let incomplete = Unknown::ListIncomplete { list: "published_names".to_owned(), names: 1 };
    assert!(assessed(&inputs, &ruleset).unknowns.contains(&incomplete));
    let day = as_of().checked_sub_days(chrono::Days::new(31));
    inputs.published[0].as_of = day;
    let stale = Unknown::ListStale { list: "published_names".to_owned(), as_of: day };
    assert!(assessed(&inputs, &ruleset).unknowns.contains(&stale));
    inputs.published[0].as_of = None;
    assert!(assessed(&inputs, &ruleset).manifest.lists[0].stale, "an age that is not known counts as too old");
    inputs.published.clear();
    let missing = Unknown::ListMissing { list: "published_names".to_owned() };
    assert_eq!(assessed(&inputs, &ruleset).unknowns.first(), Some(&missing));
    assert!(assessed(&inputs, &rules().build()).unknowns.contains(&Unknown::NotScreened));
}

#[test]
fn a_record_that_was_merged_is_screened_still() {
    let ruleset = screening_rules().build();
    let mut inputs = named();
    inputs.parties.push(party("old gin"));
    inputs.parties.last_mut().unwrap().name = "Zarafteks Invest LLC".to_owned();
    let place = inputs.parties.iter().position(|party| party.id.as_str() == "gin").unwrap();
    inputs.parties[place].name = "Bukhara Ginnery Yakkabog".to_owned();
    inputs.merges = vec![Merge {
        party: "old gin".into(),
        same_as: "gin".into(),
        decision: MergeDecision::Same,
        reason: Some("one gate".to_owned()),
        decided_on: None,
    }];
    let assessment = assessed(&inputs, &ruleset);
    let [listed, merged] = assessment.screening.matches.as_slice() else { panic!("{:?}", states(&assessment)) };
    assert_eq!((listed.kind, listed.party_id.as_str()), (MatchKind::List, "gin"));
    assert_eq!(listed.record, Some("old gin".into()));
    assert_eq!(
        (merged.kind, merged.state, merged.other.as_str()),
        (MatchKind::Duplicate, MatchState::Confirmed, "old gin")
    );
    assert_eq!(merged.reason.as_deref(), Some("one gate"));
    assert_eq!(gin(&assessment).merged, ["old gin".into()]);
    assert_eq!(gin(&assessment).undecided_lists, ["official"]);
}

#[test]
fn duplicates_wait_are_kept_apart_or_merged() {
    let ruleset = screening_rules().build();
    let mut inputs = named();
    inputs.published = vec![published(Vec::new())];
    let mill = inputs.parties.iter().position(|party| party.id.as_str() == "mill").unwrap();
    inputs.parties[mill].name = "ООО «Зарафтекс Инвест»".to_owned();
    let open = assessed(&inputs, &ruleset);
    assert_eq!(states(&open), [(MatchKind::Duplicate, "gin", "mill", MatchState::Undecided)]);
    assert!(open.unknowns.contains(&Unknown::UndecidedMatches { listed: Vec::new(), duplicates: 1 }));
    let decided = |decision| {
        let mut inputs = inputs.clone();
        let (party, same_as) = ("mill".into(), "gin".into());
        inputs.merges = vec![Merge { party, same_as, decision, reason: None, decided_on: None }];
        assessed(&inputs, &ruleset)
    };
    let apart = decided(MergeDecision::Different);
    assert_eq!((apart.parties.len(), states(&apart)[0].3), (4, MatchState::Rejected));
    let one = decided(MergeDecision::Same);
    assert_eq!((one.parties.len(), states(&one)[0].3), (3, MatchState::Confirmed));
}

#[test]
fn a_party_without_a_name_of_its_own_is_said_to_be_out_of_reach_of_any_list() {
    let ruleset = screening_rules().build();
    let mut inputs = named();
    let mill = inputs.parties.iter().position(|party| party.id.as_str() == "mill").unwrap();
    inputs.parties[mill].name = "Textile Factory".to_owned();
    let nameless = Unknown::NamelessParties { parties: vec!["mill".into()] };
    assert!(assessed(&inputs, &ruleset).unknowns.contains(&nameless));
}

#[test]
fn screening_alone_finds_and_decides_what_an_assessment_does() {
    let ruleset = screening_rules().build();
    let mut inputs = named();
    // Two that are alike, and one of them merged into a third: the match belongs to the party that stays.
    let mill = inputs.parties.iter().position(|party| party.id.as_str() == "mill").unwrap();
    inputs.parties[mill].name = "Zarafteks Invest".to_owned();
    inputs.merges = vec![Merge {
        party: "mill".into(),
        same_as: "plant".into(),
        decision: MergeDecision::Same,
        reason: None,
        decided_on: None,
    }];
    for answer in [None, Some("confirmed"), Some("rejected")] {
        inputs.evidence.retain(|row| !row.question.as_str().starts_with("LIST."));
        inputs.evidence.extend(answer.map(|answer| about("gin", "LIST.official", answer, "document")));
        let assessment = assessed(&inputs, &ruleset);
        let alone = screened(&inputs, &ruleset, as_of()).unwrap();
        assert!(assessment.screening.matches.len() >= 3, "{:?}", states(&assessment));
        assert_eq!(alone.screening, assessment.screening, "{answer:?}");
        assert_eq!(alone.lists, assessment.manifest.lists);
        assert_eq!(alone.parties, assessment.manifest.counts.parties);
    }
}

#[test]
fn without_parties_nothing_is_found_and_the_lists_are_named() {
    let ruleset = screening_rules().build();
    let inputs = Inputs { published: vec![published(vec![entry("Zarafteks Invest", None)])], ..Inputs::default() };
    let alone = screened(&inputs, &ruleset, as_of()).unwrap();
    assert_eq!((alone.screening.matches.len(), alone.parties), (0, 0));
    assert_eq!(alone.lists[0].list, "published_names");
}
