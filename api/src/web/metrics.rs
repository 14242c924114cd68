//! What is counted, in the form that Prometheus reads. Routes are named by their pattern, never by an id.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// Upper ends of the classes of answer times, in seconds.
const SECONDS: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: String,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    method: String,
    route: String,
}

/// All metrics of this process.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Route, Histogram>,
    open: Gauge<i64>,
    refused: Counter<u64, AtomicU64>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("karvon");
        let requests = Family::<Answered, Counter>::default();
        let seconds = Family::<Route, Histogram>::new_with_constructor(|| Histogram::new(SECONDS));
        let (open, refused) = (Gauge::default(), Counter::default());
        registry.register("http_requests", "Requests by route and status", requests.clone());
        registry.register("http_request_seconds", "Time from request to answer", seconds.clone());
        registry.register("http_open_requests", "Requests that are being answered", open.clone());
        registry.register("http_rate_limited", "Requests over the limit", refused.clone());
        Self { registry, requests, seconds, open, refused }
    }
}

impl Metrics {
    /// A request begins.
    pub fn begin(&self) {
        self.open.inc();
    }

    /// A request was answered.
    pub fn end(&self, method: &str, route: &str, status: u16, took: Duration) {
        self.open.dec();
        let (method, route) = (method.to_owned(), route.to_owned());
        self.seconds.get_or_create(&Route { method: method.clone(), route: route.clone() }).observe(took.as_secs_f64());
        self.requests.get_or_create(&Answered { method, route, status }).inc();
    }

    /// A request was over the limit.
    pub fn refuse(&self) {
        self.refused.inc();
    }

    /// Everything as text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail; half a text is no metrics.
        if encode(&mut text, &self.registry).is_err() {
            text.clear();
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_status() {
        let metrics = Metrics::default();
        metrics.begin();
        metrics.end("GET", "/api/v1/parties/{party_id}", 404, Duration::from_millis(7));
        let text = metrics.text();
        let line = "karvon_http_requests_total{method=\"GET\",route=\"/api/v1/parties/{party_id}\",status=\"404\"} 1";
        assert!(text.contains(line), "{text}");
        assert!(text.contains("le=\"0.01\",method=\"GET\",route=\"/api/v1/parties/{party_id}\"} 1"), "{text}");
        assert!(text.contains("karvon_http_open_requests 0"), "{text}");
    }
}
