//! Uploads: whatever moment the service is killed at, all rows of a commit are there or none.

use std::collections::BTreeSet;
use std::io;

use serde_json::{Value, json};

use super::{moments, on_each, random, timed};
use crate::place::Place;
use crate::service::{Company, Door, Serving};

/// Parties of an upload, with one link less.
const PARTIES: usize = 120;

/// What names are made of.
const LETTERS: [char; 16] = ['a', 'b', 'd', 'e', 'g', 'i', 'k', 'l', 'm', 'n', 'o', 'r', 's', 't', 'u', 'z'];

/// Tables of parties whose names are unlike each other.
fn files() -> [(&'static str, String); 2] {
    let mut state = 11;
    let mut letter = || LETTERS[usize::try_from(random(&mut state)).unwrap() % LETTERS.len()];
    let mut suppliers = vec!["supplier_id,name,country,workers".to_owned()];
    let mut links = vec!["supplier_id,buyer_id,kind,share,valid_from".to_owned()];
    for number in 0..PARTIES {
        let name: String = (0..9).map(|_| letter()).collect();
        suppliers.push(format!("p{number},{name},UZ,{}", 10 + number));
        if number > 0 {
            links.push(format!("p{number},p{},goods,0.4,2026-01-31", (number - 1) / 2));
        }
    }
    [("suppliers.csv", suppliers.join("\n")), ("links.csv", links.join("\n"))]
}

/// What a user does: sends files, waits, commits.
fn steps(door: Door<'_>) -> io::Result<()> {
    let id = door.upload(&files())?.id(202, "upload_id")?;
    door.settled(&format!("/uploads/{id}"), &["checking"])?;
    committed(door, &id)
}

fn committed(door: Door<'_>, id: &str) -> io::Result<()> {
    door.post(&format!("/uploads/{id}/commit"), &json!({"rows": "all"}))?.json(200).map(drop)
}

/// How many rows of a table have an outcome, and how many the upload counts.
fn counted(upload: &Value, table: &str, outcome: &str) -> (u64, u64) {
    let counts = &upload["counts"][table];
    (counts[outcome].as_u64().unwrap(), counts.as_object().unwrap().values().map(|rows| rows.as_u64().unwrap()).sum())
}

/// Brings an upload that was interrupted to its end. Whether it was committed already.
fn taken_up(company: &Company, serving: &Serving) -> (String, bool) {
    let door = serving.door(&company.compliance);
    let found = door.get("/uploads").unwrap();
    let id = match found["total"].as_u64().unwrap() {
        // It was never taken on, and its sender knows.
        0 => {
            assert_eq!(door.get("/parties").unwrap()["total"], 0);
            door.upload(&files()).unwrap().id(202, "upload_id").unwrap()
        }
        total => {
            assert_eq!(total, 1);
            found["items"][0]["upload_id"].as_str().unwrap().to_owned()
        }
    };
    let upload = door.settled(&format!("/uploads/{id}"), &["checking"]).unwrap();
    let was_committed = upload["state"] == "committed";
    if !was_committed {
        assert_eq!(upload["state"], "checked", "{upload}");
        assert_eq!(door.get("/parties").unwrap()["total"], 0);
        assert_eq!(door.get("/links").unwrap()["total"], 0);
        assert_eq!(company.entries(serving, "upload.committed", &format!("upload/{id}")), 0);
        committed(door, &id).unwrap();
    }
    (id, was_committed)
}

/// Everything is there once.
fn is_whole(place: &Place, company: &Company, serving: &Serving, id: &str) {
    let door = serving.door(&company.compliance);
    let rows = u64::try_from(PARTIES).unwrap();
    let parties = door.get("/parties?limit=500").unwrap();
    let ids: BTreeSet<&str> =
        parties["items"].as_array().unwrap().iter().map(|party| party["party_id"].as_str().unwrap()).collect();
    assert_eq!((parties["total"].as_u64().unwrap(), ids.len()), (rows, PARTIES));
    assert_eq!(door.get("/links").unwrap()["total"], rows - 1);
    let object = format!("upload/{id}");
    for action in ["upload.sent", "upload.committed"] {
        assert_eq!(company.entries(serving, action, &object), 1, "{action}");
    }
    let again = door.upload(&files()).unwrap().id(202, "upload_id").unwrap();
    let again = door.settled(&format!("/uploads/{again}"), &["checking"]).unwrap();
    assert_eq!(counted(&again, "suppliers", "unchanged"), (rows, rows), "{again}");
    assert_eq!(counted(&again, "links", "unchanged"), (rows - 1, rows - 1), "{again}");
    let jobs = company.jobs(place);
    assert_eq!(jobs.iter().filter(|job| job.kind == "upload").count(), 2);
    company.log_holds(place, serving);
}

#[test]
fn an_upload_that_is_killed_at_any_moment_leaves_all_rows_or_none_and_goes_on() {
    on_each(|kind| {
        let place = Place::new(kind);
        let first = Company::new(&place);
        let mut serving = Serving::start(&place);
        let whole = timed(|| steps(serving.door(&first.compliance)).unwrap());
        let mut unfinished = 0_u32;
        for moment in moments(1, whole) {
            let company = Company::new(&place);
            serving.kill_during(&place, &company.compliance, moment, steps);
            let (id, was_committed) = taken_up(&company, &serving);
            unfinished += u32::from(!was_committed);
            is_whole(&place, &company, &serving, &id);
        }
        assert!(unfinished > 0, "nothing was killed in time");
    });
}
