//! What official lists and recruiters bring.

use chrono::NaiveDate;

use super::builder::{
    OTHER, PLACE, Rules, SAID, about, as_of, assess, assess_place, headline, inputs, leaf, network, party, row, with,
};
use crate::evidence::{Evidence, EvidenceNotice, ListMatch, ScreenedLists, WorkerGroup};
use crate::ids::PartyId;
use crate::likelihood::{LikelihoodInputs, PartyLikelihood, Prepared, Strength};
use crate::network::{Link, LinkKind, Network};
use crate::ruleset::{Grade, Ruleset};

fn rules() -> Rules {
    let mut rules = Rules::new();
    rules.ask("fees", "I9.coe", 0.5, 0.004, Grade::Major);
    rules.ask("debts", "I9.coe", 0.4, 0.01, Grade::Major);
    rules.ask("wages", "I8.inv", 0.5, 0.05, Grade::Minor);
    rules.source.lists.insert("UFLPA".to_owned(), vec![0.001, 0.002, 0.02]);
    rules.source.labour_links_carry.insert("I9.coe".to_owned(), 0.9);
    rules
}

/// Matches of the one party: list of the ruleset, name of the list, day of listing. `shop` and `mill` are the user's own.
fn screened(matches: &[(&str, &str, Option<NaiveDate>)]) -> ScreenedLists {
    let named = ["shop", "mill"].map(|name| (name.to_owned(), "UFLPA".to_owned()));
    let matches = matches.iter().map(|&(list, name, listed_on)| ListMatch {
        list: list.to_owned(),
        name: name.to_owned(),
        listed_on,
    });
    ScreenedLists { named: named.into(), matches: vec![matches.collect()] }
}

/// Whether the party is listed and whether it may be, given its matches.
fn standing(rows: &[Evidence], matches: &[(&str, &str, Option<NaiveDate>)]) -> (bool, bool) {
    let ruleset = rules().build();
    let network = network(&[party(PLACE)], &[]);
    let screened = screened(matches);
    let inputs = LikelihoodInputs { screened: &screened, ..inputs(&network, rows, &ruleset) };
    let party = Prepared::new(inputs).assess(Strength::AS_STATED).parties.remove(0);
    (!party.lists.is_empty(), !party.undecided.is_empty())
}

fn undecided(rows: &[Evidence], ruleset: &Ruleset) -> PartyLikelihood {
    let network = network(&[party(PLACE)], &[]);
    let screened = screened(&[("UFLPA", "uflpa_entities", None)]);
    let inputs = LikelihoodInputs { screened: &screened, ..inputs(&network, rows, ruleset) };
    Prepared::new(inputs).assess(Strength::AS_STATED).parties.remove(0)
}

#[test]
fn a_confirmed_match_is_an_adverse_answer_of_an_authority_about_the_regime() {
    let mut rules = rules();
    rules.ask_context("as_answer", "I9", &[0.001, 0.002, 0.02], Grade::Minor);
    let ruleset = rules.build();
    let confirmed = assess_place(&[row("LIST.UFLPA", "confirmed", "document", 10)], &ruleset);
    let as_answer = assess_place(&[row("as_answer", SAID, "authority", 10)], &ruleset);
    assert_eq!(confirmed.groups[0].regimes, as_answer.groups[0].regimes);
    assert_eq!(confirmed.lists, ["UFLPA"]);
}

#[test]
fn an_undecided_match_lifts_the_upper_end_and_nothing_else() {
    let ruleset = rules().build();
    let (without, open) = (assess_place(&[], &ruleset), undecided(&[], &ruleset));
    let confirmed = assess_place(&[row("LIST.UFLPA", "confirmed", "authority", 10)], &ruleset);
    for ((without, open), confirmed) in without.channels.iter().zip(&open.channels).zip(&confirmed.channels) {
        assert_eq!((open.p, open.p_low, open.p_high_decided), (without.p, without.p_low, without.p_high));
        assert_eq!(open.p_high, confirmed.p_high);
        assert!(open.p_high > without.p_high);
    }
    assert_eq!(open.undecided, ["UFLPA"]);
}

#[test]
fn a_decision_ends_an_undecided_match() {
    let ruleset = rules().build();
    let rejected = undecided(&[row("LIST.UFLPA", "rejected", "authority", 10)], &ruleset);
    assert_eq!(rejected.channels, assess_place(&[], &ruleset).channels);
    assert!(rejected.undecided.is_empty() && rejected.lists.is_empty());
}

#[test]
fn the_newest_decision_counts_and_one_by_the_supplier_does_not() {
    let ruleset = rules().build();
    let lists = |rows: &[Evidence]| assess_place(rows, &ruleset).lists;
    let confirmed = row("LIST.UFLPA", "confirmed", "authority", 100);
    let later = row("LIST.UFLPA", "rejected", "document", 10);
    let earlier = row("LIST.UFLPA", "rejected", "document", 200);
    let own_word = row("LIST.UFLPA", "rejected", "self_assessment", 10);
    let same_day = row("LIST.UFLPA", "rejected", "authority", 100);
    assert!(lists(&[confirmed.clone(), later]).is_empty());
    for other in [earlier, own_word, same_day] {
        assert_eq!(lists(&[other, confirmed.clone()]), ["UFLPA"]);
    }
}

fn labour(recruiter: &str, employer: &str) -> Link {
    Link::new(PartyId::new(recruiter), PartyId::new(employer), LinkKind::Labour)
}

/// A plant with an agency, whose sub-agent is a village agent.
fn chain() -> Network {
    network(
        &[party("plant"), party("agency"), party("village")],
        &[labour("agency", "plant"), labour("village", "agency")],
    )
}

fn at(found: &[PartyLikelihood], network: &Network, id: &str) -> PartyLikelihood {
    found[network.index_of(&PartyId::new(id)).unwrap()].clone()
}

fn of(id: &str, row: Evidence) -> Evidence {
    with(row, |row| row.party = PartyId::new(id))
}

#[test]
fn priors_of_a_recruiter_do_not_spread() {
    let ruleset = rules().build();
    let network = chain();
    let found = assess(&network, &[of("agency", row("wages", SAID, "worker_interview", 10))], &ruleset).parties;
    let plant = at(&found, &network, "plant");
    assert!(plant.recruiters.is_empty());
    assert_eq!(plant.background[ruleset.headline()], headline(&plant, &ruleset));
}

#[test]
fn an_open_finding_at_a_sub_agent_reaches_the_employer_through_the_agency() {
    let ruleset = rules().build();
    let network = chain();
    let found = assess(&network, &[of("village", row("fees", SAID, "worker_interview", 10))], &ruleset).parties;
    let [plant, agency, village] = ["plant", "agency", "village"].map(|id| at(&found, &network, id));
    let k = ruleset.leaf("I9.coe").unwrap();
    let own = |of: &PartyLikelihood| leaf(of, WorkerGroup::All, "I9.coe", &ruleset);
    // 1 − (1 − p)·(1 − 0.9·p of the one below), where p is the leaf with nothing known
    let bare = own(&assess_place(&[], &ruleset));
    let met = |below: f64| 1.0 - (1.0 - bare) * (1.0 - 0.9 * below);
    assert!((own(&agency) - met(own(&village))).abs() < 1e-12);
    assert!((own(&plant) - met(own(&agency))).abs() < 1e-12);
    assert!((plant.recruiters[0].carried[k] - 0.9 * own(&agency)).abs() < 1e-15);
    // The kind of place is not changed by its recruiters.
    assert_eq!(plant.groups[0].regimes, assess_place(&[], &ruleset).groups[0].regimes);
}

#[test]
fn recruiters_meet_only_the_groups_that_are_recruited() {
    let ruleset = rules().build();
    let network = chain();
    let rows = [
        of("agency", row("fees", SAID, "worker_interview", 10)),
        of("plant", about(row("wages", OTHER, "grievance", 10), WorkerGroup::Migrant)),
        of("plant", about(row("wages", OTHER, "grievance", 10), WorkerGroup::Women)),
    ];
    let plant = at(&assess(&network, &rows, &ruleset).parties, &network, "plant");
    let k = ruleset.leaf("I9.coe").unwrap();
    let leaf_of = |group| plant.groups.iter().find(|of| of.group == group).unwrap().leaves[k];
    assert!(leaf_of(WorkerGroup::Women) < 0.05);
    assert!(leaf_of(WorkerGroup::Migrant) > 0.3 && leaf_of(WorkerGroup::All) > 0.3);
}

#[test]
fn labour_links_in_a_circle_carry_nothing_and_are_reported() {
    let ruleset = rules().build();
    let links = [labour("agency", "village"), labour("village", "agency"), labour("agency", "plant")];
    let network = network(&[party("plant"), party("agency"), party("village")], &links);
    let rows = [of("village", row("fees", SAID, "worker_interview", 10))];
    let prepared = Prepared::new(inputs(&network, &rows, &ruleset));
    let found = prepared.assess(Strength::AS_STATED).parties;
    assert_eq!(prepared.labour_cycles().len(), 1);
    assert!(at(&found, &network, "agency").recruiters.is_empty());
    assert!(at(&found, &network, "plant").recruiters.is_empty());
    // Out of the circle they still carry.
    let rows = [of("agency", row("fees", SAID, "worker_interview", 10))];
    let found = assess(&network, &rows, &ruleset).parties;
    assert_eq!(at(&found, &network, "plant").recruiters.len(), 1);
}

#[test]
fn two_links_of_one_recruiter_count_once() {
    let ruleset = rules().build();
    let mut second = labour("agency", "plant");
    second.product = Some("jackets".to_owned());
    let parties = [party("plant"), party("agency")];
    let once = network(&parties, &[labour("agency", "plant")]);
    let twice = network(&parties, &[labour("agency", "plant"), second]);
    let rows = [of("agency", row("fees", SAID, "worker_interview", 10))];
    assert_eq!(assess(&once, &rows, &ruleset), assess(&twice, &rows, &ruleset));
}

#[test]
fn a_decision_about_one_own_list_leaves_the_other_open() {
    let matches = [("UFLPA", "shop", None), ("UFLPA", "mill", None)];
    let of = |list: &str, answer: &str, age| row(&format!("LIST.{list}"), answer, "authority", age);
    assert_eq!(standing(&[of("shop", "rejected", 10)], &matches), (false, true));
    assert_eq!(standing(&[of("shop", "rejected", 10), of("Mill", "rejected", 10)], &matches), (false, false));
    assert_eq!(standing(&[of("shop", "confirmed", 10), of("mill", "rejected", 5)], &matches), (true, false));
    // What is said of the list of the ruleset is said of all that feed it, and the later word counts.
    assert_eq!(standing(&[of("UFLPA", "rejected", 10)], &matches), (false, false));
    assert_eq!(standing(&[of("shop", "confirmed", 10), of("UFLPA", "rejected", 5)], &matches), (false, false));
    assert_eq!(standing(&[of("shop", "confirmed", 5), of("UFLPA", "rejected", 10)], &matches), (true, false));
}

#[test]
fn a_name_that_was_listed_after_the_rejection_is_open_again() {
    let rejected = [row("LIST.UFLPA", "rejected", "authority", 10)];
    let listed = |age| as_of().checked_sub_days(chrono::Days::new(age));
    assert_eq!(standing(&rejected, &[("UFLPA", "uflpa_entities", listed(10))]), (false, false));
    assert_eq!(standing(&rejected, &[("UFLPA", "uflpa_entities", listed(9))]), (false, true));
    let confirmed = [row("LIST.UFLPA", "confirmed", "authority", 10)];
    assert_eq!(standing(&confirmed, &[("UFLPA", "uflpa_entities", listed(9))]), (true, false));
}

#[test]
fn a_list_that_the_ruleset_does_not_hold_is_said() {
    let ruleset = rules().build();
    let rows = [row("LIST.moon", "confirmed", "authority", 10), row("LIST.UFLPA", "perhaps", "authority", 10)];
    let network = network(&[party(PLACE)], &[]);
    let prepared = Prepared::new(inputs(&network, &rows, &ruleset));
    let notices = prepared.notices();
    assert!(notices.iter().any(|n| matches!(n, EvidenceNotice::UnknownList { list, .. } if list == "moon")));
    assert!(notices.iter().any(|n| matches!(n, EvidenceNotice::UnreadableListDecision { .. })));
}
