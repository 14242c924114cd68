//! Who may do what with uploads, and whose they are.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use super::{LIMITS, SUPPLIERS, checked, commit, committed, read, send, tag, versioned, work_off};
use crate::auth::permission::Role;
use crate::db::entities::{file_chunks, files, upload_findings, upload_rows};
use crate::db::new_id;
use crate::jobs::{Report, Task, Work, claim};
use crate::routes::tests::support::sites;
use crate::services::uploads::Check;

const RECRUITMENT: &str = "cohort_id,employer_id,origin_country,destination_country,workers\nc1,s1,KG,UZ,20\n";

#[actix_web::test]
async fn another_organisation_sees_nothing_of_an_upload() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = checked(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await;
        let other = site.key(site.theirs, Role::Compliance).await;
        assert_eq!(site.ask("GET", "/uploads", &other).await.json()["total"], 0);
        for part in ["", "/rows", "/findings"] {
            assert_eq!(site.ask("GET", &format!("/uploads/{id}{part}"), &other).await.status, 404, "{part}");
        }
        assert_eq!(commit(&site, &other, &id, "good").await.status, 404);
        assert_eq!(super::undo(&site, &other, &id).await.status, 404);
        for method in ["PATCH", "DELETE"] {
            let answer = versioned(&site, method, &format!("/uploads/{id}"), &other, "*", &json!({})).await;
            assert_eq!(answer.status, 404, "{method}");
        }
        assert_eq!(commit(&site, &key, &id, "good").await.status, 200);
        assert_eq!(site.ask("GET", "/parties", &other).await.json()["total"], 0);
    }
}

#[actix_web::test]
async fn the_same_file_means_other_records_in_another_organisation() {
    for site in sites().await {
        let (key, other) = (site.key(site.ours, Role::Compliance).await, site.key(site.theirs, Role::Compliance).await);
        committed(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await;
        let id = checked(&site, &other, &[("s.csv", SUPPLIERS)], &[]).await;
        assert_eq!(super::count(&read(&site, &other, &id).await, "suppliers", "new"), 3);
    }
}

#[actix_web::test]
async fn the_hr_team_uploads_recruitment_and_nothing_else() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let theirs = committed(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await;
        let hr = site.key(site.ours, Role::Hr).await;
        committed(&site, &hr, &[("r.csv", RECRUITMENT)], &[]).await;
        assert_eq!(site.ask("GET", "/recruitment/c1", &hr).await.json()["workers"], 20);
        // The screening that follows a commit is done before.
        work_off(&site).await;
        let sent = send(&site, &hr, &[("s.csv", SUPPLIERS)], &[]).await;
        assert_eq!(sent.status, 202);
        let claimed = claim(&site.service.database, new_id()).await.unwrap().unwrap();
        let task = Task { claimed, database: site.service.database.clone(), report: Report::default() };
        let refused = Check { limits: LIMITS }.run(task).await.unwrap_err();
        let told = format!("{refused:?}");
        assert!(told.contains("forbidden") && told.contains("suppliers"), "{told}");
        // What others sent may hold what workers said.
        assert_eq!(site.ask("GET", &format!("/uploads/{theirs}/rows"), &hr).await.status, 404);
        assert_eq!(site.ask("GET", "/uploads", &hr).await.json()["total"], 2);
        assert_eq!(site.ask("GET", "/uploads", &key).await.json()["total"], 3);
    }
}

#[actix_web::test]
async fn an_auditor_reads_uploads_and_changes_none() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = checked(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await;
        let auditor = site.key(site.ours, Role::Auditor).await;
        assert_eq!(read(&site, &auditor, &id).await["state"], "checked");
        assert_eq!(commit(&site, &auditor, &id, "good").await.status, 403);
        assert_eq!(send(&site, &auditor, &[("s.csv", SUPPLIERS)], &[]).await.status, 403);
    }
}

#[actix_web::test]
async fn an_upload_is_removed_with_its_files_before_it_is_committed_and_not_after() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = checked(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await;
        let path = format!("/uploads/{id}");
        let etag = tag(&site, &key, &id).await;
        let removed = versioned(&site, "DELETE", &path, &key, &etag, &json!({})).await;
        assert_eq!(removed.status, 204, "{}", removed.json());
        assert_eq!(site.ask("GET", &path, &key).await.status, 404);
        let reader = site.service.database.reader();
        assert_eq!(files::Entity::find().count(reader).await.unwrap(), 0);
        assert_eq!(file_chunks::Entity::find().count(reader).await.unwrap(), 0);
        assert_eq!(upload_rows::Entity::find().count(reader).await.unwrap(), 0);
        assert_eq!(upload_findings::Entity::find().count(reader).await.unwrap(), 0);
        let id = committed(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await;
        let kept = versioned(&site, "DELETE", &format!("/uploads/{id}"), &key, "*", &json!({})).await;
        assert_eq!(kept.problem(), (409, "state_conflict".to_owned()));
    }
}
