//! Addresses for everybody.

use actix_web::http::header::{ACCEPT_ENCODING, AUTHORIZATION, HOST};
use actix_web::test::TestRequest;

use super::support::{request, sites, sites_with};

#[actix_web::test]
async fn the_service_says_that_it_lives_and_is_ready() {
    for site in sites().await {
        assert_eq!(site.send(request("GET", "//health")).await.status, 200);
        assert_eq!(site.send(request("GET", "//ready")).await.status, 200);
        site.service.end();
        let answer = site.send(request("GET", "//ready")).await;
        assert_eq!(answer.problem(), (503, "unavailable".to_owned()));
        assert_eq!(answer.header("retry-after"), "5");
    }
}

#[actix_web::test]
async fn metrics_exist_only_for_whoever_brings_the_token() {
    for site in sites().await {
        assert_eq!(site.send(request("GET", "//metrics")).await.status, 404);
    }
    for site in sites_with(&[("KARVON_SERVER__METRICS_TOKEN", "0042")]).await {
        assert_eq!(site.send(request("GET", "//metrics")).await.status, 401);
        let wrong = request("GET", "//metrics").insert_header((AUTHORIZATION, "Bearer 42"));
        assert_eq!(site.send(wrong).await.status, 401);
        let right = request("GET", "//metrics").insert_header((AUTHORIZATION, "Bearer 0042"));
        let answer = site.send(right).await;
        assert_eq!(answer.status, 200);
        assert!(String::from_utf8_lossy(&answer.bytes).contains("karvon_http_requests_total"));
    }
}

#[actix_web::test]
async fn the_root_leads_to_the_page_that_reads_the_document_out() {
    for site in sites().await {
        let answer = site.send(request("GET", "//")).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/api/docs"));
        let page = site.send(request("GET", "//api/docs")).await;
        let html = String::from_utf8(page.bytes.clone()).unwrap();
        assert!(!html.contains("\"./"), "{html}");
        // Every file that the page names is there; nothing in it is a script or style of its own.
        let named: Vec<&str> = html.split("\"/api/docs/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(named.len() >= 3, "{html}");
        for file in named {
            assert_eq!(site.send(request("GET", &format!("//api/docs/{file}"))).await.status, 200, "{file}");
        }
        assert!(!html.contains("<style") && !html.contains("<script>"), "{html}");
        assert_eq!(site.send(request("GET", "//api/docs/none.js")).await.status, 404);
    }
}

#[actix_web::test]
async fn every_answer_carries_an_id_and_the_headers_that_protect_the_reader() {
    for site in sites().await {
        for path in ["//health", "//nowhere", "/parties"] {
            let answer = site.send(request("GET", path)).await;
            assert!(!answer.header("x-request-id").is_empty(), "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("referrer-policy"), "no-referrer");
            assert_eq!(answer.header("x-frame-options"), "DENY");
            let policy = answer.header("content-security-policy");
            assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
            assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{policy}");
        }
        let given = site.send(request("GET", "//nowhere").insert_header(("x-request-id", "abc-1"))).await;
        assert_eq!(given.header("x-request-id"), "abc-1");
        assert_eq!(given.json()["request_id"], "abc-1");
        let strange = site.send(request("GET", "//health").insert_header(("x-request-id", "a b\"c"))).await;
        assert_ne!(strange.header("x-request-id"), "a b\"c");
    }
}

#[actix_web::test]
async fn a_host_that_is_not_ours_is_refused() {
    for site in sites().await {
        let answer = site.send(TestRequest::get().uri("/health").insert_header((HOST, "evil.example"))).await;
        assert_eq!(answer.problem(), (400, "malformed_request".to_owned()));
    }
}

#[actix_web::test]
async fn answers_are_compressed_where_the_client_takes_it() {
    for site in sites().await {
        let path = "//api/v1/openapi.json";
        let plain = site.send(request("GET", path)).await;
        assert_eq!(plain.header("content-encoding"), "");
        let packed = site.send(request("GET", path).insert_header((ACCEPT_ENCODING, "gzip"))).await;
        assert_eq!(packed.header("content-encoding"), "gzip");
        assert!(packed.bytes.len() < plain.bytes.len());
    }
}
