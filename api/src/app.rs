//! The service as one value, and the server around it.
//!
//! Every request passes the guard (ids, headers, time, log), compression, the gate (host, rate, who, may) and the memory of
//! repeated writes, in this order, before a handler sees it.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data};
use actix_web::{App, Error, HttpRequest, HttpResponse, HttpServer};
use karvon_intake::Limits;
use sea_orm::ConnectionTrait;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::auth::gate::gate;
use crate::config::Settings;
use crate::db::tenant::everywhere;
use crate::db::{Database, now};
use crate::error::{ApiError, Code};
use crate::jobs::{Kind, Work, work};
use crate::routes;
use crate::routes::endpoint::About;
use crate::services::assessments::{Cache, Make};
use crate::services::erasure::keep_to_retention;
use crate::services::export::Export;
use crate::services::idempotency;
use crate::services::keyring::KeyRing;
use crate::services::oidc::Provider;
use crate::services::reports::MakeReport;
use crate::services::rulesets::Try;
use crate::services::screening::Screen;
use crate::services::uploads::Check;
use crate::web::client::Hosts;
use crate::web::idempotency::remember;
use crate::web::limit::RateLimit;
use crate::web::metrics::Metrics;
use crate::web::{body, guard};

/// How long requests may go on after the service was told to end.
const GRACE: u64 = 30;
/// How often it is looked for what is kept no longer.
const DAY: Duration = Duration::from_hours(24);
/// How long a client may take to send the head of a request.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// What all requests share. It keeps no state of its own beside counters: several processes may stand side by side.
#[derive(Debug)]
pub struct Service {
    /// Settings.
    pub settings: Settings,
    /// The database.
    pub database: Arc<Database>,
    /// The key of the installation.
    pub keys: KeyRing,
    /// The provider at which people sign in, where there is one.
    pub oidc: Option<Provider>,
    /// Assessments that were read lately.
    pub cache: Arc<Cache>,
    /// What is counted.
    pub metrics: Metrics,
    /// How many requests each caller may send.
    pub limit: RateLimit,
    /// The hosts that requests may name.
    pub hosts: Hosts,
    /// The OpenAPI document.
    pub openapi: String,
    addresses: BTreeMap<String, Vec<About>>,
    ending: watch::Sender<bool>,
}

impl Service {
    /// A service over an open database and its key.
    pub fn new(settings: Settings, database: Database, keys: KeyRing) -> Self {
        let all = routes::about();
        let openapi = format!("{:#}\n", routes::document::document(&all));
        let mut addresses: BTreeMap<String, Vec<About>> = BTreeMap::new();
        for about in all {
            addresses.entry(format!("{}{}", routes::PREFIX, about.path)).or_default().push(about);
        }
        let back = settings.server.public_url.join(&format!("{}{}", routes::PREFIX, routes::oidc::BACK)).ok();
        let oidc = settings.oidc.clone().zip(back).map(|(provider, back)| Provider::new(provider, back));
        Self {
            metrics: Metrics::default(),
            limit: RateLimit::new(settings.limits.requests_per_minute),
            hosts: Hosts::new(&settings.server),
            settings,
            database: Arc::new(database),
            keys,
            oidc,
            cache: Arc::default(),
            openapi,
            addresses,
            ending: watch::Sender::new(false),
        }
    }

    /// What is said of the methods of an address, by its pattern; `None` where it is none of the API.
    pub fn address(&self, pattern: &str) -> Option<&[About]> {
        self.addresses.get(pattern).map(Vec::as_slice)
    }

    /// Whether the service can answer: the database does, and it was not told to end.
    pub async fn is_ready(&self) -> bool {
        if *self.ending.borrow() {
            return false;
        }
        let asked = self.database.reader().execute_unprepared("SELECT 1");
        matches!(tokio::time::timeout(Duration::from_secs(5), asked).await, Ok(Ok(_)))
    }

    /// Becomes `true` when the service is told to end; work in the background stops at its next rest.
    pub fn ending(&self) -> watch::Receiver<bool> {
        self.ending.subscribe()
    }

    /// Tells the service to end.
    pub fn end(&self) {
        self.ending.send_replace(true);
    }
}

/// Answers requests until the service is told to end or the system says so, then lets open requests finish.
///
/// # Errors
/// The listener cannot be used.
pub async fn serve(
    service: Data<Service>,
    listener: TcpListener,
    told: impl Future<Output = ()>,
) -> std::io::Result<()> {
    let shared = service.clone();
    let server = HttpServer::new(move || application(shared.clone()))
        .client_request_timeout(HEAD_TIME)
        .shutdown_timeout(GRACE)
        .disable_signals()
        .listen(listener)?
        .run();
    let handle = server.handle();
    let mut ending = service.ending();
    let stop = async move {
        tokio::select! {
            () = told => {}
            // The sender lives as long as the service.
            _ = ending.wait_for(|ending| *ending) => {}
        }
        service.end();
        handle.stop(true).await;
    };
    let (served, ()) = tokio::join!(server, stop);
    served
}

/// What does each kind of job.
pub fn works(settings: &Settings) -> BTreeMap<Kind, Box<dyn Work>> {
    let limits = Limits { rows: settings.limits.rows, ..Limits::default() };
    let all: [(Kind, Box<dyn Work>); 6] = [
        (Kind::Upload, Box::new(Check { limits })),
        (Kind::Assessment, Box::new(Make)),
        (Kind::Report, Box::new(MakeReport)),
        (Kind::Screening, Box::new(Screen)),
        (Kind::RulesetTrial, Box::new(Try)),
        (Kind::Export, Box::new(Export)),
    ];
    BTreeMap::from(all)
}

/// Starts the workers that the settings ask for; each ends when the service does.
pub fn workers(service: &Data<Service>) -> Vec<JoinHandle<()>> {
    let works = Arc::new(works(&service.settings));
    let start = |_| tokio::spawn(work(service.database.clone(), works.clone(), service.ending()));
    (0..service.settings.workers).map(start).collect()
}

/// Erases, once a day, what organisations no longer keep; ends when the service does. Several processes may do so beside each
/// other: what one erased the others do not find.
pub fn caretaker(service: &Data<Service>) -> JoinHandle<()> {
    let (database, mut ending) = (service.database.clone(), service.ending());
    tokio::spawn(everywhere(async move {
        let mut day = tokio::time::interval(DAY);
        loop {
            tokio::select! {
                _ = day.tick() => {}
                // The sender lives as long as the service.
                _ = ending.wait_for(|ending| *ending) => return,
            }
            if let Err(error) = idempotency::purge(&database).await {
                tracing::error!(%error, "answers that are kept no longer were not forgotten");
            }
            match keep_to_retention(&database, now()).await {
                Ok(kept) => kept.iter().for_each(|one| {
                    let organisation = one.organisation_id.to_string();
                    tracing::info!(organisation, files = one.erased.files, "retention");
                }),
                Err(error) => tracing::error!(%error, "retention was not applied; it is tried again tomorrow"),
            }
        }
    }))
}

/// Everything that a request passes, and everything that answers.
pub fn application(
    service: Data<Service>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new()
        .app_data(service)
        .app_data(web::PayloadConfig::new(body::MOST))
        .app_data(web::PathConfig::default().error_handler(|_, request| {
            // An id that cannot be one is the id of nothing.
            ApiError::not_found("address", request.path()).into()
        }))
        .app_data(
            web::QueryConfig::default()
                .error_handler(|_, _| ApiError::new(Code::MalformedRequest).tell("problem-detail-query", []).into()),
        )
        .wrap(from_fn(remember))
        .wrap(from_fn(gate))
        .wrap(Compress::default())
        .wrap(from_fn(guard))
        .configure(routes::configure)
        .default_service(web::to(nothing))
}

async fn nothing(request: HttpRequest) -> Result<HttpResponse, ApiError> {
    if request.match_pattern().is_some() {
        return Err(ApiError::new(Code::MethodNotAllowed));
    }
    Err(ApiError::not_found("address", request.path()))
}

/// Until the system or somebody at the terminal ends the program. Signals are listened for from this call on, so that one that
/// comes before the first request is not missed.
pub fn told_to_end() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()).ok();
    async move {
        let interrupted = async {
            // Without signals the program ends when it is killed.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        #[cfg(unix)]
        if let Some(terminate) = &mut terminate {
            tokio::select! {
                _ = terminate.recv() => {}
                () = interrupted => {}
            }
            return;
        }
        interrupted.await;
    }
}
