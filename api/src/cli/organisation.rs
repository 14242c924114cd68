//! `karvon organisation`: organisations, from the command line of whoever runs the service.

use clap::{Args, Subcommand};

use super::console::{Console, Ending, Failure};
use super::opened::{Common, block_on, failed, open};
use crate::services::people::organisations::{self, NewOrganisation, OrganisationError};

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Create {
        #[arg(value_name = "NAME")]
        name: String,
        #[arg(long, value_name = "ZONE", default_value = organisations::USUAL_TIME_ZONE)]
        time_zone: String,
        #[arg(long, value_name = "CODE", default_value = organisations::USUAL_CURRENCY)]
        currency: String,
        #[command(flatten)]
        common: Common,
    },
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let Action::Create { name, time_zone, currency, common } = &arguments.action;
    let settings = common.settings()?;
    block_on(async {
        let (database, _) = open(&settings).await?;
        let transaction = database.begin().await.map_err(|error| failed(&error))?;
        let id = organisations::create(&transaction, NewOrganisation { name, time_zone, currency }, None)
            .await
            .map_err(|error| match &error {
                OrganisationError::Database(error) => failed(error),
                OrganisationError::Name | OrganisationError::TimeZone(_) | OrganisationError::Currency(_) => {
                    Failure::usage(vec![error.to_string()])
                }
            })?;
        transaction.commit().await.map_err(|error| failed(&error))?;
        common.print(console, [("organisation_id", id.to_string().into())]);
        Ok(Ending::Done)
    })
}
