//! Groups of workers: what counts where, and which group speaks for the party.

use super::builder::{OTHER, PLACE, Rules, SAID, about, assess_as, assess_place, headline, leaf, party, row, with};
use crate::evidence::WorkerGroup;
use crate::ruleset::{Grade, LeafRates, Ruleset};

fn rules() -> Rules {
    let mut rules = Rules::new();
    rules.ask("passports", "I7.coe", 0.5, 0.004, Grade::Major);
    rules.ask("wages", "I8.inv", 0.5, 0.05, Grade::Major);
    rules.ask("hours", "I10.inv", 0.5, 0.1, Grade::Minor);
    rules
}

fn ruleset() -> Ruleset {
    rules().build()
}

#[test]
fn findings_about_different_groups_do_not_add_up() {
    let ruleset = ruleset();
    let wages = about(row("wages", SAID, "worker_interview", 10), WorkerGroup::Women);
    let passports = about(row("passports", SAID, "worker_interview", 10), WorkerGroup::Migrant);
    let apart = headline(&assess_place(&[wages.clone(), passports.clone()], &ruleset), &ruleset);
    let passports_alone = headline(&assess_place(std::slice::from_ref(&passports), &ruleset), &ruleset);
    assert_eq!(apart, passports_alone);
    let together = [about(wages, WorkerGroup::Migrant), passports];
    assert!(headline(&assess_place(&together, &ruleset), &ruleset) > apart + 0.05);
}

#[test]
fn a_row_about_everyone_counts_in_every_group() {
    let ruleset = ruleset();
    let wages = row("wages", SAID, "worker_interview", 10);
    let passports = about(row("passports", SAID, "worker_interview", 10), WorkerGroup::Women);
    let found = assess_place(&[wages, passports], &ruleset);
    let groups: Vec<WorkerGroup> = found.groups.iter().map(|group| group.group).collect();
    assert_eq!(groups, [WorkerGroup::All, WorkerGroup::Women]);
    assert!(leaf(&found, WorkerGroup::Women, "I8.inv", &ruleset) > 0.3);
    assert!(leaf(&found, WorkerGroup::All, "I7.coe", &ruleset) < 0.05);
    assert_eq!(found.headline_group, WorkerGroup::Women);
}

#[test]
fn a_reassuring_row_about_a_group_counts_among_everyone_for_its_share() {
    let ruleset = ruleset();
    let good = about(row("wages", OTHER, "audit_unannounced", 0), WorkerGroup::Women);
    let leaf_with = |share: Option<f64>| {
        let mut place = party(PLACE);
        place.women_share = share;
        leaf(&assess_as(place, std::slice::from_ref(&good), &ruleset), WorkerGroup::All, "I8.inv", &ruleset)
    };
    let nothing = leaf(&assess_place(&[], &ruleset), WorkerGroup::All, "I8.inv", &ruleset);
    assert_eq!(leaf_with(None), nothing);
    assert_eq!(leaf_with(Some(0.0)), nothing);
    assert!(leaf_with(Some(0.5)) < nothing);
    assert!(leaf_with(Some(1.0)) < leaf_with(Some(0.5)));
}

#[test]
fn without_a_stated_share_population_over_workers_is_taken() {
    let ruleset = ruleset();
    let good = about(row("wages", OTHER, "audit_unannounced", 0), WorkerGroup::Seasonal);
    let good = with(good, |row| row.population = Some(50));
    let mut stated = party(PLACE);
    stated.workers = Some(100);
    let seasonal = leaf(&assess_as(stated, &[good], &ruleset), WorkerGroup::All, "I8.inv", &ruleset);
    let mut half = party(PLACE);
    half.women_share = Some(0.5);
    let women = about(row("wages", OTHER, "audit_unannounced", 0), WorkerGroup::Women);
    assert_eq!(seasonal, leaf(&assess_as(half, &[women], &ruleset), WorkerGroup::All, "I8.inv", &ruleset));
}

#[test]
fn of_equal_groups_everyone_speaks_for_the_party() {
    let ruleset = ruleset();
    let both =
        [row("wages", SAID, "worker_interview", 10), about(row("hours", OTHER, "grievance", 10), WorkerGroup::Women)];
    // A grievance channel without grievances reassures nobody, so both groups are alike.
    let found = assess_place(&both, &ruleset);
    assert_eq!(found.groups[0].channels, found.groups[1].channels);
    assert_eq!(found.headline_group, WorkerGroup::All);
}

#[test]
fn mostly_migrant_workforces_have_their_own_prevalences() {
    let mut rules = rules();
    for indicator in &mut rules.source.indicators {
        if let (true, Some(LeafRates { prevalence_migrant, .. })) = (indicator.id == "I7", &mut indicator.leaves.coe) {
            *prevalence_migrant = Some(vec![0.1, 0.2, 0.5]);
        }
    }
    let ruleset = rules.build();
    let with_share = |share: f64| {
        let mut place = party(PLACE);
        place.migrant_share = Some(share);
        leaf(&assess_as(place, &[], &ruleset), WorkerGroup::All, "I7.coe", &ruleset)
    };
    assert_eq!(with_share(0.49), leaf(&assess_place(&[], &ruleset), WorkerGroup::All, "I7.coe", &ruleset));
    assert!(with_share(0.5) > 0.1);
    for group in [WorkerGroup::Migrant, WorkerGroup::Agency] {
        let named = about(row("hours", OTHER, "grievance", 10), group);
        assert_eq!(leaf(&assess_place(&[named], &ruleset), group, "I7.coe", &ruleset), with_share(0.5));
    }
    let internal = about(row("hours", OTHER, "grievance", 10), WorkerGroup::InternalMigrant);
    let found = assess_place(&[internal], &ruleset);
    assert_eq!(leaf(&found, WorkerGroup::InternalMigrant, "I7.coe", &ruleset), with_share(0.49));
}

#[test]
fn the_background_knows_no_answers() {
    let ruleset = ruleset();
    let passports = about(row("passports", SAID, "worker_interview", 10), WorkerGroup::Migrant);
    let nothing = assess_place(&[], &ruleset);
    let found = assess_place(&[passports], &ruleset);
    let own: Vec<f64> = nothing.channels.iter().map(|channel| channel.p).collect();
    assert_eq!(found.background, own);
    assert_eq!(nothing.background, own);
}

#[test]
fn coverage_weighs_questions_by_what_they_can_tell_and_sources_by_reliability_and_age() {
    let mut rules = Rules::new();
    rules.ask("a", "I7.coe", 0.5, 0.004, Grade::Major);
    rules.ask("b", "I7.coe", 0.5, 0.004, Grade::Major);
    let ruleset = rules.build();
    let channel = ruleset.channel("I7").unwrap();
    // min(1, 0.2 / 0.7) · 2^(−365 / 365), for one of two questions that can tell the same
    let old = assess_place(&[row("a", OTHER, "self_assessment", 365)], &ruleset);
    assert!((old.channels[channel].coverage - 0.2 / 0.7 / 2.0 / 2.0).abs() < 1e-12);
    assert!((old.channels[channel].answered - 0.5).abs() < 1e-12);
    // an open adverse answer does not age: min(1, 0.85 / 0.7)
    let adverse = assess_place(&[row("a", SAID, "worker_interview", 3000)], &ruleset);
    assert!((adverse.channels[channel].coverage - 0.5).abs() < 1e-12);
    assert_eq!(assess_place(&[], &ruleset).channels[channel].coverage, 0.0);
}

#[test]
fn questions_that_do_not_apply_do_not_count_as_unanswered() {
    let mut rules = Rules::new();
    rules.ask("a", "I7.coe", 0.5, 0.004, Grade::Major);
    rules.ask("b", "I7.coe", 0.5, 0.004, Grade::Major);
    rules.question("b").needs = vec![crate::ruleset::Condition::Migrants];
    let ruleset = rules.build();
    let channel = ruleset.channel("I7").unwrap();
    let answered = |share: Option<f64>| {
        let mut place = party(PLACE);
        place.migrant_share = share;
        assess_as(place, &[row("a", SAID, "worker_interview", 1)], &ruleset).channels[channel].answered
    };
    assert_eq!(answered(Some(0.0)), 1.0);
    assert_eq!(answered(Some(0.1)), 0.5);
    assert_eq!(answered(None), 0.5);
}
