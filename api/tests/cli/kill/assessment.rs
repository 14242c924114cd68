//! Assessments: one that was killed is taken up, is made once, and has the result of an undisturbed one.

use std::io;

use serde_json::{Value, json};

use super::{moments, on_each, timed};
use crate::place::{Kind, Place, kinds};
use crate::service::{Company, Door, Serving, let_leases_run_out};

/// What is asked for: enough worlds that the engine is met at work.
fn wanted() -> Value {
    json!({"as_of": "2026-06-30", "worlds": 65_536, "seed": 5})
}

/// What a user does: asks for an assessment and waits for it.
fn steps(door: Door<'_>) -> io::Result<()> {
    let id = door.post("/assessments", &wanted())?.id(202, "assessment_id")?;
    finished(door, &id).map(drop)
}

fn finished(door: Door<'_>, id: &str) -> io::Result<Value> {
    let found = door.settled(&format!("/assessments/{id}"), &["queued", "running"])?;
    assert_eq!(found["state"], "done", "{found}");
    Ok(found)
}

/// The newest assessment as it stands, the number of its parties, and its result.
fn newest(door: Door<'_>) -> (Value, Value, Vec<u8>) {
    let id = door.get("/assessments").unwrap()["items"][0]["assessment_id"].as_str().unwrap().to_owned();
    let found = finished(door, &id).unwrap();
    let result = door.ask("GET", &format!("/assessments/{id}/result"), None).unwrap();
    assert_eq!(result.status, 200);
    let parties = door.get(&format!("/assessments/{id}/parties")).unwrap()["total"].clone();
    (found, parties, result.bytes)
}

#[test]
fn a_service_beside_another_takes_up_what_the_other_was_killed_over() {
    if !kinds().contains(&Kind::Postgres) {
        return;
    }
    let place = Place::new(Kind::Postgres);
    let second = Serving::start(&place);
    let company = Company::with_small(&place, &second);
    let door = second.door(&company.compliance);
    for _ in 0..3 {
        let mut first = Serving::start(&place);
        let id = first.door(&company.compliance).post("/assessments", &wanted()).unwrap();
        let id = id.id(202, "assessment_id").unwrap();
        // Either of the two may have it by now.
        first.kill();
        let_leases_run_out(&place);
        finished(door, &id).unwrap();
        assert_eq!(company.entries(&second, "assessment.start", &format!("assessment/{id}")), 1);
    }
    let made = door.get("/assessments").unwrap();
    let hashes: Vec<&Value> = made["items"].as_array().unwrap().iter().map(|one| &one["result_hash"]).collect();
    assert!(hashes.len() == 3 && hashes.iter().all(|hash| *hash == hashes[0]), "{hashes:?}");
    company.jobs(&place);
    company.log_holds(&place, &second);
}

#[test]
fn an_assessment_that_is_killed_at_any_moment_is_made_once_and_gives_the_same_result() {
    on_each(|kind| {
        let place = Place::new(kind);
        let mut serving = Serving::start(&place);
        let company = Company::with_small(&place, &serving);
        let whole = timed(|| steps(serving.door(&company.compliance)).unwrap());
        let (first, parties, result) = newest(serving.door(&company.compliance));
        let (mut known, mut unfinished) = (1_usize, 0_u32);
        for moment in moments(2, whole) {
            serving.kill_during(&place, &company.compliance, moment, steps);
            let door = serving.door(&company.compliance);
            let found = door.get("/assessments").unwrap();
            if found["total"] == known {
                // It was never taken on, and whoever asked knows.
                door.post("/assessments", &wanted()).unwrap().id(202, "assessment_id").unwrap();
                unfinished += 1;
            } else {
                unfinished += u32::from(found["items"][0]["state"] != "done");
            }
            known += 1;
            let (made, listed, again) = newest(door);
            assert_eq!(door.get("/assessments").unwrap()["total"], known);
            for name in ["inputs_hash", "result_hash", "summary"] {
                assert_eq!(made[name], first[name], "{name}");
            }
            assert!(listed == parties && again == result, "the result differs");
            let id = made["assessment_id"].as_str().unwrap();
            assert_eq!(company.entries(&serving, "assessment.start", &format!("assessment/{id}")), 1);
            let jobs = company.jobs(&place);
            assert_eq!(jobs.iter().filter(|job| job.kind == "assessment").count(), known);
            company.log_holds(&place, &serving);
        }
        assert!(unfinished > 0, "nothing was killed in time");
    });
}
