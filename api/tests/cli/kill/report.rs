//! Reports: one that was killed is taken up, has one file, and that is the file that anybody makes again.

use std::io;

use karvon::db::entities::files;
use karvon::digest::sha256;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use super::{moments, on_each, timed};
use crate::place::Place;
use crate::service::{Company, Door, Serving};

/// What a user does: asks for a report and waits for it.
fn steps(door: Door<'_>, assessment: &str) -> io::Result<()> {
    let id = asked(door, assessment)?;
    finished(door, &id).map(drop)
}

fn asked(door: Door<'_>, assessment: &str) -> io::Result<String> {
    let wanted = json!({"edition": "auditor", "format": "pdf", "report_date": "2026-12-01"});
    door.post(&format!("/assessments/{assessment}/reports"), &wanted)?.id(202, "report_id")
}

fn finished(door: Door<'_>, id: &str) -> io::Result<Value> {
    let found = door.settled(&format!("/reports/{id}"), &["running"])?;
    assert_eq!(found["state"], "ready", "{found}");
    Ok(found)
}

/// Makes an assessment, and puts what it was made from on the desk.
fn assessed(place: &Place, door: Door<'_>) -> String {
    let wanted = json!({"as_of": "2026-06-30", "worlds": 256});
    let id = door.post("/assessments", &wanted).unwrap().id(202, "assessment_id").unwrap();
    let found = door.settled(&format!("/assessments/{id}"), &["queued", "running"]).unwrap();
    assert_eq!(found["state"], "done", "{found}");
    let inputs = door.ask("GET", &format!("/assessments/{id}/inputs"), None).unwrap();
    assert_eq!(inputs.status, 200);
    place.desk.put("inputs.json", &inputs.bytes);
    id
}

/// The file of a report is the one that its hash names, and the one that comes out when it is made elsewhere.
fn is_made_again(place: &Place, door: Door<'_>, report: &Value) {
    let id = report["report_id"].as_str().unwrap();
    let file = door.ask("GET", &format!("/reports/{id}/file"), None).unwrap();
    assert_eq!((file.status, report["sha256"].as_str().unwrap()), (200, sha256(&file.bytes).as_str()));
    place.desk.put("report.pdf", &file.bytes);
    let verified = place.karvon("verify report.pdf inputs.json --json").success();
    let verified: Value = serde_json::from_slice(&verified.get_output().stdout).unwrap();
    for name in ["result", "report"] {
        assert_eq!(verified[name], "same", "{verified}");
    }
}

/// Files of reports that are kept.
fn kept(place: &Place) -> u64 {
    place.look(async |database| {
        let reports = files::Entity::find().filter(files::Column::Name.starts_with("karvon-auditor-"));
        reports.count(database.reader()).await.unwrap()
    })
}

#[test]
fn a_report_that_is_killed_at_any_moment_is_made_once_and_has_one_file() {
    on_each(|kind| {
        let place = Place::new(kind);
        let mut serving = Serving::start(&place);
        let company = Company::with_small(&place, &serving);
        let assessment = assessed(&place, serving.door(&company.compliance));
        let whole = timed(|| steps(serving.door(&company.compliance), &assessment).unwrap());
        let (mut known, mut unfinished) = (1_u64, 0_u32);
        for moment in moments(3, whole) {
            serving.kill_during(&place, &company.compliance, moment, |door| steps(door, &assessment));
            let door = serving.door(&company.compliance);
            let found = door.get("/reports").unwrap();
            let id = if found["total"] == known {
                // It was never taken on, and whoever asked knows.
                unfinished += 1;
                asked(door, &assessment).unwrap()
            } else {
                unfinished += u32::from(found["items"][0]["state"] == "running");
                found["items"][0]["report_id"].as_str().unwrap().to_owned()
            };
            known += 1;
            let report = finished(door, &id).unwrap();
            assert_eq!(door.get("/reports").unwrap()["total"], known);
            is_made_again(&place, door, &report);
            assert_eq!(company.entries(&serving, "report.start", &format!("report/{id}")), 1);
            let jobs = company.jobs(&place);
            let made = jobs.iter().filter(|job| job.kind == "report").count();
            assert_eq!((u64::try_from(made).unwrap(), kept(&place)), (known, known));
            company.log_holds(&place, &serving);
        }
        assert!(unfinished > 0, "nothing was killed in time");
    });
}
