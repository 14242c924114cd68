//! Putting headers and cells right.

use serde_json::json;

use super::{checked, commit, count, read, send, tag, versioned, work_off};
use crate::auth::permission::Role;
use crate::routes::tests::support::all_sites;

#[actix_web::test]
async fn a_header_that_nobody_knows_is_repaired_by_saying_what_it_means() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let table = "Kennung,Bezeichnung des Werks,Sitzstaat\ns1,Mill,UZ\n";
        let id = checked(&site, &key, &[("suppliers.csv", table)], &[]).await;
        let upload = read(&site, &key, &id).await;
        assert_eq!((&upload["files"][0]["table"], &upload["counts"]), (&json!(null), &json!({})));
        assert_eq!(upload["files"][0]["columns"][1], json!({"header": "Bezeichnung des Werks", "field": null}));
        let mapping =
            json!({"mapping": {"Kennung": "supplier_id", "Bezeichnung des Werks": "name", "Sitzstaat": "country"}});
        let path = format!("/uploads/{id}");
        let repaired = versioned(&site, "PATCH", &path, &key, &tag(&site, &key, &id).await, &mapping).await;
        assert_eq!(repaired.status, 202, "{}", repaired.json());
        assert_eq!(read(&site, &key, &id).await["state"], "checking");
        work_off(&site).await;
        let upload = read(&site, &key, &id).await;
        assert_eq!((&upload["files"][0]["table"], count(&upload, "suppliers", "new")), (&json!("suppliers"), 1));
        assert_eq!(upload["files"][0]["columns"][2], json!({"header": "Sitzstaat", "field": "country"}));
        assert_eq!(commit(&site, &key, &id, "all").await.status, 200);
        assert_eq!(site.ask("GET", "/parties/s1", &key).await.json()["country"], "UZ");
    }
}

#[actix_web::test]
async fn a_mapping_can_be_sent_with_the_files() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let table = "Kennung,name,country\ns1,Mill,UZ\n";
        let id = checked(&site, &key, &[("s.csv", table)], &[("mapping", r#"{"Kennung": "supplier_id"}"#)]).await;
        let rows = site.ask("GET", &format!("/uploads/{id}/rows"), &key).await.json();
        assert_eq!(rows["items"][0]["key"], "s1");
        for wrong in [r#"{"Kennung": "colour"}"#, "[]", "{"] {
            let refused = send(&site, &key, &[("s.csv", table)], &[("mapping", wrong)]).await;
            assert_eq!(refused.problem(), (422, "invalid".to_owned()), "{wrong}");
            assert!(refused.json()["errors"][0]["pointer"].as_str().unwrap().starts_with("/mapping"));
        }
    }
}

#[actix_web::test]
async fn a_corrected_cell_makes_a_broken_row_good() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let links = "supplier_id,buyer_id\ns1,s2\ns1,s9\n";
        let id = checked(&site, &key, &[("s.csv", super::SUPPLIERS), ("l.csv", links)], &[]).await;
        let found = site.ask("GET", &format!("/uploads/{id}/findings?severity=error"), &key).await.json();
        let finding = &found["items"][0];
        let correction = json!({"file": finding["file"], "sheet": finding["sheet"], "row": finding["row"],
                                "column": finding["column"], "value": "s3"});
        let path = format!("/uploads/{id}");
        let body = json!({"corrections": [correction]});
        assert_eq!(versioned(&site, "PATCH", &path, &key, &tag(&site, &key, &id).await, &body).await.status, 202);
        work_off(&site).await;
        let upload = read(&site, &key, &id).await;
        assert_eq!((count(&upload, "links", "new"), count(&upload, "links", "broken")), (2, 0));
        assert_eq!(commit(&site, &key, &id, "all").await.status, 200);
        assert_eq!(site.ask("GET", "/links?buyer_id=s3", &key).await.json()["total"], 1);
    }
}

#[actix_web::test]
async fn a_correction_of_nothing_is_told_and_the_next_one_keeps_those_before() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = checked(&site, &key, &[("s.csv", super::SUPPLIERS)], &[]).await;
        let path = format!("/uploads/{id}");
        let cell = |row: u32, value: i64| json!({"file": "s.csv", "row": row, "column": "workers", "value": value});
        for cells in [json!([cell(2, 7), cell(99, 1)]), json!([cell(3, 8)])] {
            let body = json!({"corrections": cells});
            assert_eq!(versioned(&site, "PATCH", &path, &key, &tag(&site, &key, &id).await, &body).await.status, 202);
            work_off(&site).await;
        }
        let rows = site.ask("GET", &format!("/uploads/{id}/rows"), &key).await.json();
        let workers: Vec<_> =
            rows["items"].as_array().unwrap().iter().map(|row| row["fields"]["workers"].as_i64().unwrap()).collect();
        assert_eq!(workers, [7, 8, 40]);
        let unused = site.ask("GET", &format!("/uploads/{id}/findings?rule=correction-unused"), &key).await.json();
        assert_eq!((&unused["total"], &unused["items"][0]["row"]), (&json!(1), &json!(99)));
    }
}

#[actix_web::test]
async fn a_repair_names_the_version_that_it_means() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = checked(&site, &key, &[("s.csv", super::SUPPLIERS)], &[]).await;
        let path = format!("/uploads/{id}");
        let none = site.put("PATCH", &path, &key, &json!({})).await;
        assert_eq!(none.problem(), (428, "version_required".to_owned()));
        let stale = versioned(&site, "PATCH", &path, &key, "\"1\"", &json!({})).await;
        assert_eq!(stale.problem(), (412, "version_stale".to_owned()));
        let etag = tag(&site, &key, &id).await;
        assert_eq!(versioned(&site, "PATCH", &path, &key, &etag, &json!({})).await.status, 202);
        // While it is checked nothing else may happen to it.
        let busy = versioned(&site, "PATCH", &path, &key, "*", &json!({})).await;
        assert_eq!(busy.problem(), (409, "state_conflict".to_owned()));
        assert_eq!(commit(&site, &key, &id, "good").await.problem(), (409, "state_conflict".to_owned()));
    }
}
