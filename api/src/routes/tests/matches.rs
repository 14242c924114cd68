//! Matches: found in the background after every change, decided once, and acting as rows of a file do.

use serde_json::{Value, json};

use super::data::add;
use super::support::{Site, all_sites};
use crate::auth::permission::Role;

/// A list of our own with one invented name.
const WATCH: &str = "name,country,listed_on\nZarafteks Qurbon Invest LLC,UZ,2024-05-04\n";

pub(super) fn party(id: &str, name: &str) -> Value {
    json!({"supplier_id": id, "name": name, "country": "UZ"})
}

/// Brings a list as CSV and takes it into use: the answer to the latter.
pub(super) async fn use_list(site: &Site, admin: &str, query: &str, csv: &str) -> Value {
    let added = site.file(&format!("/lists?{query}"), admin, "text/csv", csv).await;
    assert_eq!(added.status, 201, "{}", added.json());
    let id = added.json()["list_id"].as_str().unwrap().to_owned();
    let used = site.put("POST", &format!("/lists/{id}/activate"), admin, &json!({})).await;
    assert_eq!(used.status, 200, "{}", used.json());
    used.json()
}

async fn items(site: &Site, key: &str, query: &str) -> Vec<Value> {
    let answer = site.ask("GET", &format!("/matches?{query}"), key).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()["items"].as_array().unwrap().clone()
}

/// Decides about a match: the answer.
async fn decide(site: &Site, key: &str, found: &Value, decision: &str) -> Value {
    let path = format!("/matches/{}/decision", found["match_id"].as_str().unwrap());
    let tag = format!("\"{}\"", found["version"]);
    let body = json!({"decision": decision, "reason": "the register of companies was read"});
    let answer = site.put_for("POST", &path, key, &tag, &body).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()
}

/// Keys of compliance and of an administrator, and a list of our own in use.
async fn watched(site: &Site) -> (String, String) {
    let (key, admin) = (site.key(site.ours, Role::Compliance).await, site.key(site.ours, Role::Admin).await);
    use_list(site, &admin, "list=our%20watch", WATCH).await;
    (key, admin)
}

/// The answers about lists that an assessment would be made from.
async fn decisions(site: &Site, key: &str) -> Vec<Value> {
    let all = site.ask("GET", "/evidence", key).await.json();
    let items = all["items"].as_array().unwrap();
    let is_open = |item: &&Value| item["withdrawn_at"].is_null();
    let about = |item: &&Value| item["question"].as_str().unwrap().starts_with("LIST.");
    items.iter().filter(about).filter(is_open).cloned().collect()
}

#[actix_web::test]
async fn changed_parties_are_screened_and_what_is_found_waits_field_by_field() {
    for site in all_sites().await {
        let (key, _) = watched(&site).await;
        add(&site, &key, "/parties", &party("s1", "Zarafteks Qurbon Invest")).await;
        add(&site, &key, "/parties", &party("s2", "Oltinsoy Kiyim Fabrikasi")).await;
        add(&site, &key, "/parties", &party("s3", "OLTINSOY KIYIM FABRIKASI MChJ")).await;
        // Four changes, one job.
        let waiting = site.ask("GET", "/matches", &key).await.json();
        assert_eq!(waiting["total"], 0);
        site.work_off().await;
        let screenings = site.ask("GET", "/screenings", &key).await.json();
        assert_eq!(screenings["total"], 1, "{screenings}");
        let screening = &screenings["items"][0];
        assert_eq!((&screening["parties"], &screening["added"]), (&json!(3), &json!(2)), "{screening}");
        let lists = screening["lists"].as_array().unwrap();
        assert!(lists.iter().any(|list| list["name"] == "our watch" && list["own"] == true), "{lists:?}");
        assert!(lists.iter().any(|list| list["name"] == "uflpa_entities" && list["sha256"].is_string()));

        let found = items(&site, &key, "state=undecided&sort=kind").await;
        let told: Vec<(&str, &str, &str)> = found
            .iter()
            .map(|one| {
                (one["kind"].as_str().unwrap(), one["party_id"].as_str().unwrap(), one["other"].as_str().unwrap())
            })
            .collect();
        assert_eq!(told, [("duplicate", "s2", "s3"), ("list", "s1", "Zarafteks Qurbon Invest LLC")]);
        let fields = found[1]["fields"].as_array().unwrap();
        let name = fields.iter().find(|field| field["field"] == "name").unwrap();
        assert_eq!((&name["ours"], &name["theirs"]), (&json!("Zarafteks Qurbon Invest"), &found[1]["other"]));
        let sum: f64 = fields.iter().map(|field| field["bits"].as_f64().unwrap()).sum();
        assert!((sum - found[1]["bits"].as_f64().unwrap()).abs() < 1e-9);
        assert_eq!(found[1]["list_version"].as_str().unwrap().len(), 64);
        assert_eq!(items(&site, &key, "kind=list&bits_gte=1000").await.len(), 0);
        for format in ["csv", "xlsx"] {
            let file = site.ask("GET", &format!("/matches?state=undecided&format={format}"), &key).await;
            assert_eq!(file.status, 200);
            if format == "csv" {
                assert_eq!(csv::Reader::from_reader(file.bytes.as_slice()).records().count(), 2);
            }
        }
    }
}

#[actix_web::test]
async fn a_screening_that_finds_nothing_is_told_with_its_lists() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        add(&site, &key, "/parties", &party("s1", "Quvonchbek Tola")).await;
        site.work_off().await;
        let all = site.ask("GET", "/screenings?found=0", &key).await.json();
        assert_eq!((&all["total"], &all["items"][0]["parties"]), (&json!(1), &json!(1)), "{all}");
        assert!(all["items"][0]["lists"].as_array().unwrap().len() >= 2, "{all}");
        assert_eq!(site.put("POST", "/screenings", &key, &json!({})).await.status, 202);
        site.work_off().await;
        assert_eq!(site.ask("GET", "/screenings", &key).await.json()["total"], 2);
    }
}

#[actix_web::test]
async fn a_pair_is_asked_again_only_when_a_compared_field_has_changed() {
    for site in all_sites().await {
        let (key, _) = watched(&site).await;
        add(&site, &key, "/parties", &party("s1", "Zarafteks Qurbon Invest")).await;
        site.work_off().await;
        let first = items(&site, &key, "state=undecided").await.remove(0);
        decide(&site, &key, &first, "rejected").await;
        // Another party changes what words weigh; the number of workers is not compared.
        add(&site, &key, "/parties", &party("s2", "Qurbon Tola Invest")).await;
        site.put_for("PATCH", "/parties/s1", &key, "*", &json!({"workers": 30})).await;
        site.work_off().await;
        let of_s1 = "state=undecided&party_id=s1";
        assert_eq!(items(&site, &key, of_s1).await.len(), 0);
        site.put_for("PATCH", "/parties/s1", &key, "*", &json!({"name": "Zarafteks Qurbon Invest Group"})).await;
        site.work_off().await;
        let again = items(&site, &key, of_s1).await;
        assert_eq!(again.len(), 1, "{again:?}");
        assert_ne!(again[0]["match_id"], first["match_id"]);
        // Until somebody decides again nothing is said for the party.
        assert_eq!(decisions(&site, &key).await.len(), 0);
        // With the old name the old decision holds again.
        site.put_for("PATCH", "/parties/s1", &key, "*", &json!({"name": "Zarafteks Qurbon Invest"})).await;
        site.work_off().await;
        assert_eq!(items(&site, &key, of_s1).await.len(), 0);
        assert_eq!(decisions(&site, &key).await.len(), 1);
        // A party that is called otherwise altogether leaves the queue.
        site.put_for("PATCH", "/parties/s1", &key, "*", &json!({"name": "Halden Arbeid"})).await;
        site.work_off().await;
        let lapsed = items(&site, &key, "state=lapsed").await;
        assert_eq!(lapsed.len(), 1, "{lapsed:?}");
    }
}

#[actix_web::test]
async fn a_decision_about_a_list_is_an_answer_of_the_next_assessment() {
    for site in all_sites().await {
        let (key, _) = watched(&site).await;
        add(&site, &key, "/parties", &party("s1", "Zarafteks Qurbon Invest")).await;
        site.work_off().await;
        let open = party_of_assessment(&site, &key, "s1").await;
        let found = items(&site, &key, "state=undecided").await.remove(0);
        let path = format!("/matches/{}/decision", found["match_id"].as_str().unwrap());
        let named = json!({"decision": "rejected", "reason": "call +998 90 123 45 67"});
        let refused = site.put_for("POST", &path, &key, "*", &named).await;
        assert_eq!((refused.status, &refused.json()["errors"][0]["pointer"]), (422, &json!("/reason")));
        let rejected = decide(&site, &key, &found, "rejected").await;
        assert_eq!(rejected["effect"]["table"], "answers");
        let row = decisions(&site, &key).await.remove(0);
        assert_eq!(row["evidence_id"], rejected["effect"]["id"]);
        assert_eq!((&row["question"], &row["answer"]), (&json!("LIST.our watch"), &json!("rejected")));
        assert_eq!(row["source"], "document");
        let closed = party_of_assessment(&site, &key, "s1").await;
        // Undecided it lifted the upper end, and nothing else.
        assert!(open["p_high"].as_f64() > closed["p_high"].as_f64(), "{open} {closed}");
        for same in ["likelihood", "p_low", "band", "contribution"] {
            assert_eq!(open[same], closed[same], "{same}");
        }
        let decided = items(&site, &key, "state=rejected").await.remove(0);
        let confirmed = decide(&site, &key, &decided, "confirmed").await;
        let rows = decisions(&site, &key).await;
        assert_eq!((rows.len(), &rows[0]["answer"]), (1, &json!("confirmed")));
        assert_eq!(rows[0]["evidence_id"], confirmed["effect"]["id"]);
        let listed = party_of_assessment(&site, &key, "s1").await;
        assert!(listed["likelihood"].as_f64() > closed["likelihood"].as_f64(), "{listed} {closed}");
    }
}

/// A party as the next assessment shows it.
async fn party_of_assessment(site: &Site, key: &str, id: &str) -> Value {
    let started = site.put("POST", "/assessments", key, &json!({"worlds": 64})).await;
    assert_eq!(started.status, 202, "{}", started.json());
    site.work_off().await;
    let path = format!("/assessments/{}/parties?party_id={id}", started.json()["assessment_id"].as_str().unwrap());
    site.ask("GET", &path, key).await.json()["items"][0].clone()
}

#[actix_web::test]
async fn one_rejection_of_two_names_on_a_list_does_not_speak_for_the_other() {
    for site in all_sites().await {
        let (key, admin) = (site.key(site.ours, Role::Compliance).await, site.key(site.ours, Role::Admin).await);
        let two = "name,country\nZarafteks Qurbon Invest LLC,UZ\nZarafteks Qurbon Trade,UZ\n";
        use_list(&site, &admin, "list=watch", two).await;
        add(&site, &key, "/parties", &party("s1", "Zarafteks Qurbon")).await;
        site.work_off().await;
        let found = items(&site, &key, "state=undecided").await;
        assert_eq!(found.len(), 2, "{found:?}");
        let first = decide(&site, &key, &found[0], "rejected").await;
        assert_eq!(first["effect"]["id"], Value::Null, "{first}");
        assert_eq!(decisions(&site, &key).await.len(), 0);
        let second = decide(&site, &key, &found[1], "rejected").await;
        let rows = decisions(&site, &key).await;
        assert_eq!((rows.len(), &rows[0]["evidence_id"]), (1, &second["effect"]["id"]));
        // A name that comes later is asked, and until then the party is open again.
        use_list(&site, &admin, "list=watch", &format!("{two}Zarafteks Qurbon Group,UZ\n")).await;
        site.work_off().await;
        let new = items(&site, &key, "state=undecided").await;
        assert_eq!((new.len(), &new[0]["other"]), (1, &json!("Zarafteks Qurbon Group")));
        assert_eq!(decisions(&site, &key).await.len(), 0);
        decide(&site, &key, &new[0], "rejected").await;
        assert_eq!(decisions(&site, &key).await.len(), 1);
    }
}

#[actix_web::test]
async fn two_parties_that_are_one_are_merged_and_two_stay_apart() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        for (id, name) in [("s1", "Oltinsoy Kiyim Fabrikasi"), ("s2", "Oltinsoy Kiyim Fabrikasi MChJ")] {
            add(&site, &key, "/parties", &party(id, name)).await;
        }
        site.work_off().await;
        let found = items(&site, &key, "state=undecided").await.remove(0);
        let apart = decide(&site, &key, &found, "rejected").await;
        assert_eq!((&apart["state"], &apart["effect"]["table"]), (&json!("rejected"), &json!("merges")));
        site.work_off().await;
        // Both are still there, and nobody is asked again.
        assert_eq!(site.ask("GET", "/parties", &key).await.json()["total"], 2);
        assert_eq!(items(&site, &key, "state=undecided").await.len(), 0);
        let rejected = items(&site, &key, "state=rejected").await.remove(0);
        let merged = decide(&site, &key, &rejected, "confirmed").await;
        assert!(merged["effect"]["says"].as_str().unwrap().contains("/parties/split"), "{merged}");
        site.work_off().await;
        let parties = site.ask("GET", "/parties", &key).await.json();
        assert_eq!((&parties["total"], &parties["items"][0]["party_id"]), (&json!(1), &json!("s1")));
        assert_eq!(items(&site, &key, "state=confirmed").await.len(), 1);
        // Taken back by a split, the pair waits again.
        let split = json!({"party_id": "s1", "event_id": merged["effect"]["id"], "reason": "two after all"});
        assert_eq!(site.put("POST", "/parties/split", &key, &split).await.status, 200);
        site.work_off().await;
        assert_eq!(items(&site, &key, "state=undecided").await.len(), 1);
        // Merged by hand, it is decided too.
        let merge = json!({"keep": "s2", "merge": "s1", "reason": "one company"});
        assert_eq!(site.put("POST", "/parties/merge", &key, &merge).await.status, 201);
        site.work_off().await;
        let decided = items(&site, &key, "").await.remove(0);
        assert_eq!((&decided["state"], &decided["decided_by"]), (&json!("confirmed"), &Value::Null), "{decided}");
    }
}

#[actix_web::test]
async fn a_decision_needs_the_version_it_means_and_a_party_that_stays() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        for (id, name) in [("s1", "Oltinsoy Kiyim Fabrikasi"), ("s2", "Oltinsoy Kiyim Fabrikasi MChJ")] {
            add(&site, &key, "/parties", &party(id, name)).await;
        }
        site.work_off().await;
        let found = items(&site, &key, "state=undecided").await.remove(0);
        let id = found["match_id"].as_str().unwrap();
        let path = format!("/matches/{id}/decision");
        let body = json!({"decision": "confirmed", "reason": "one company", "keep": "s2"});
        assert_eq!(site.put("POST", &path, &key, &body).await.problem(), (428, "version_required".to_owned()));
        let stale = site.put_for("POST", &path, &key, "\"7\"", &body).await;
        assert_eq!(stale.problem(), (412, "version_stale".to_owned()));
        let other = json!({"decision": "confirmed", "reason": "one company", "keep": "s9"});
        assert_eq!(site.put_for("POST", &path, &key, "\"1\"", &other).await.problem(), (422, "invalid".to_owned()));
        let read = site.ask("GET", &format!("/matches/{id}"), &key).await;
        let tag = read.header("etag").to_owned();
        assert_eq!(site.put_for("POST", &path, &key, &tag, &body).await.status, 200);
        let parties = site.ask("GET", "/parties", &key).await.json();
        assert_eq!(parties["items"][0]["party_id"], "s2");
        let admin = site.key(site.ours, Role::Admin).await;
        let log = site.ask("GET", "/audit_log?action=match.decided", &admin).await.json();
        assert_eq!((&log["total"], &log["items"][0]["object"]), (&json!(1), &json!(format!("match/{id}"))));
    }
}

#[actix_web::test]
async fn another_organisation_sees_and_decides_no_match_of_ours() {
    for site in all_sites().await {
        let (key, _) = watched(&site).await;
        add(&site, &key, "/parties", &party("s1", "Zarafteks Qurbon Invest")).await;
        let theirs = site.key(site.theirs, Role::Compliance).await;
        // The same name among their parties, without our list.
        add(&site, &theirs, "/parties", &party("t1", "Zarafteks Qurbon Invest")).await;
        site.work_off().await;
        let found = items(&site, &key, "").await.remove(0);
        assert_eq!(site.ask("GET", "/matches", &theirs).await.json()["total"], 0);
        let screening = site.ask("GET", "/screenings", &key).await.json()["items"][0]["screening_id"].clone();
        assert_eq!(site.ask("GET", "/screenings", &theirs).await.json()["total"], 1);
        let screening = format!("/screenings/{}", screening.as_str().unwrap());
        assert_eq!(site.ask("GET", &screening, &theirs).await.status, 404);
        let path = format!("/matches/{}", found["match_id"].as_str().unwrap());
        assert_eq!(site.ask("GET", &path, &theirs).await.status, 404);
        let body = json!({"decision": "rejected", "reason": "theirs"});
        assert_eq!(site.put_for("POST", &format!("{path}/decision"), &theirs, "*", &body).await.status, 404);
        let auditor = site.key(site.ours, Role::Auditor).await;
        assert_eq!(site.ask("GET", &path, &auditor).await.status, 200);
        assert_eq!(site.put_for("POST", &format!("{path}/decision"), &auditor, "*", &body).await.status, 403);
    }
}
