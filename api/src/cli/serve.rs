//! `karvon serve`: the API, until it is told to end.

use std::net::TcpListener;
use std::path::PathBuf;

use actix_web::web::Data;
use clap::Args;

use super::console::{Console, Ending, Failure};
use super::{opened, service};
use crate::app::{self, Service};

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
        let cannot = |error: std::io::Error| {
            Failure::usage(vec![
                console
                    .texts
                    .tell("serve-bind", [("bind", bind.to_string().into()), ("why", error.to_string().into())]),
            ])
        };
        let listener = TcpListener::bind(bind).map_err(cannot)?;
        settings.server.bound(listener.local_addr().map_err(cannot)?);
        let database = service::open_alone(&settings).await?;
        opened::unlock(&settings, &database).await?;
        let told = app::told_to_end();
        console.line(&format!("url: {}", settings.server.public_url));
        let service = Data::new(Service::new(settings, database));
        let workers = app::workers(&service);
        app::serve(service, listener, told).await.map_err(cannot)?;
        // Jobs that had begun are given back before the program ends.
        for worker in workers {
            worker.await.map_err(|error| Failure::internal(error.to_string()))?;
        }
        Ok(Ending::Done)
    })
}
