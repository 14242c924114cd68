//! A small valid ruleset for tests, as its YAML.

use std::collections::BTreeMap;

use crate::files::Memory;

/// Two indicators, three questions, one pattern.
pub(crate) const RULESET: &str = r#"name: small
version: 0.1.0
effective_from: 2026-01-01
basis: expert_priors
headline: forced_labour
regimes:
  classes:
    - {id: ordinary, base: 0, factor_weight: 0}
    - {id: exploitative, base: -1.5, factor_weight: 0.6}
    - {id: coercive, base: -3.5, factor_weight: 1.0}
  migrant_workforce_from: 0.5
  judgement: 0.5
  blind: 1.5
  coverage_floor: 0.3
  full_coverage_at: 0.7
  observe_at: 0.5
  absence_at: 0.7
  closure_at: 0.7
  band_perturbation: 0.25
sources:
  - {id: self_assessment, family: arranged, r_for: 0.2, r_against: 0.8, half_life_days: 365}
  - {id: worker_interview, r_for: 0.85, r_against: 0.85, half_life_days: 365, testimony: true, visit: {cost: 4, sensitivity: 0.7}}
interview: {source: worker_interview, disclosure: 0.5, share_affected: 0.3}
indicators:
  - id: retention
    code: I7
    severity: {scale: 4, irremediability: 2, weight: 1.0}
    leaves:
      coe: {prevalence: [0.01, 0.05, 0.6]}
  - id: overtime
    code: I11
    severity: {scale: 3, irremediability: 2, weight: 0.8}
    leaves:
      inv: {prevalence: [0.1, 0.5, 0.8]}
patterns:
  - id: forced_labour
    severity: {scale: 5, irremediability: 4, weight: 1.5}
    gate: {all: [{any_leaf: inv}, {any_leaf: coe}]}
questions:
  - id: I7.1
    indicator: retention
    leaf: coe
    form: choice
    asked_of: [worker_interview, self_assessment]
    answers:
      - {id: worker, t: 0.1, f: 0.97}
      - {id: on_request, t: 0.3, f: 0.02, grade: minor}
      - {id: employer, t: 0.6, f: 0.01, grade: major}
  - id: I11.1
    indicator: overtime
    leaf: inv
    form: yes_no
    asked_of: [worker_interview]
    needs: [migrants]
    answers:
      - {id: "yes", t: 0.7, f: 0.1, grade: major}
      - {id: "no", t: 0.3, f: 0.9}
  - id: I11.2
    indicator: overtime
    leaf: context
    form: {number: share}
    asked_of: [self_assessment]
    answers:
      - {id: many, when: {above: 0.5}, by_regime: [0.2, 0.3, 0.4], grade: minor}
      - {id: few, when: {at_most: 0.5}, by_regime: [0.8, 0.7, 0.6]}
  - id: R1
    indicator: retention
    leaf: unscored
    form: choice
    asked_of: [self_assessment]
    answers: [{id: worker}, {id: own_locker}, {id: employer_on_request}, {id: employer_or_agent}, {id: never},
      {id: over_half_contract}, {id: untied_lender}, {id: "yes"}, {id: "no"}]
factors:
  - id: country
    of: country
    spread: 0.4
    table: {UZB: 0.5}
recruitment:
  documents_held_by: R1
  fees_paid: R1
  cost_in_months: R1
  loan_in_months: R1
  annual_interest: R1
  months_to_clear: R1
  leave_before_repaid: {question: R1, yes: "yes", no: "no"}
  contract_substituted: {question: R1, yes: "yes", no: "no"}
  free_to_leave: {question: R1, yes: "yes", no: "no"}
  contract_language_understood: {question: R1, yes: "yes", no: "no"}
severity:
  scope: [{up_to: 50, term: 0.9}, {term: 1.1}]
  scope_unknown: 1.0
  classes: [0.5, 0.9, 1.3, 1.7]
  severe: {scale: 4, irremediability: 4, floor: critical}
bands:
  likelihood: [0.05, 0.15, 0.35, 0.65]
  matrix:
    - [low, low, low, moderate, moderate]
    - [low, low, moderate, moderate, elevated]
    - [low, moderate, moderate, elevated, high]
    - [moderate, moderate, elevated, high, critical]
    - [moderate, elevated, high, critical, critical]
transmission:
  policy: any_part
  share_floor: 0.1
  segregation_leak: 0.05
  by_kind: {goods: 1, services: 0.5, subcontract: 1, ownership: 0.3}
  leverage_per_tier: 0.5
common_causes:
  - {id: country_sector, by: country_and_sector, beta: 0.2}
  - {id: recruiter, by: recruiter, beta: 0.3}
"#;

/// The files of the small ruleset, in folder `small`.
pub(crate) fn files(ruleset: &str) -> Memory {
    Memory(BTreeMap::from([("small/ruleset.yaml".to_owned(), ruleset.as_bytes().to_vec())]))
}

/// The small ruleset with one piece of text replaced by another.
pub(crate) fn edited(from: &str, to: &str) -> String {
    assert_eq!(RULESET.matches(from).count(), 1, "`{from}` must stand in the example once");
    RULESET.replace(from, to)
}
