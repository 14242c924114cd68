//! `karvon serve`: the API, until it is told to end.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use actix_web::web::Data;
use clap::Args;

use super::console::{Console, Ending, Failure};
use super::{opened, service};
use crate::app::{self, Service};
use crate::config::Settings;
use crate::db::Database;
use crate::services::keyring::KeyRing;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let mut settings = service::settings(arguments.config.as_deref())?;
    service::log(&settings)?;
    let system = actix_web::rt::System::new();
    system.block_on(async {
        let bind = settings.server.bind;
        let failed = |error: std::io::Error| cannot(bind, &error, console);
        let listener = TcpListener::bind(bind).map_err(failed)?;
        settings.server.bound(listener.local_addr().map_err(failed)?);
        let database = service::open_alone(&settings).await?;
        let keys = opened::unlock(&settings, &database).await?;
        let told = app::told_to_end();
        console.line(&format!("url: {}", settings.server.public_url));
        answer(settings, (database, keys), listener, told, console).await?;
        Ok(Ending::Done)
    })
}

/// Answers requests and does jobs until the service is told to end, which it may have been before this is called.
pub(super) async fn answer(
    settings: Settings,
    (database, keys): (Database, KeyRing),
    listener: TcpListener,
    told: impl Future<Output = ()>,
    console: &Console,
) -> Result<(), Failure> {
    let bind = settings.server.bind;
    let service = Data::new(Service::new(settings, database, keys));
    let mut workers = app::workers(&service);
    workers.push(app::caretaker(&service));
    app::serve(service, listener, told).await.map_err(|error| cannot(bind, &error, console))?;
    // Jobs that had begun are given back before the program ends.
    for worker in workers {
        worker.await.map_err(|error| Failure::internal(error.to_string()))?;
    }
    Ok(())
}

fn cannot(bind: SocketAddr, error: &std::io::Error, console: &Console) -> Failure {
    let values = [("bind", bind.to_string().into()), ("why", error.to_string().into())];
    Failure::usage(vec![console.texts.tell("serve-bind", values)])
}
