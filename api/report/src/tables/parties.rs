//! `parties.csv`: every party with its band, likelihood, what it contributes and what moved it.

use karvon_engine::assessment::{Assessment, Driver, DriverKind, PartyResult};

use super::{TableError, columns, joined, maybe, number, safe, write_long};

/// Drivers that are named.
const DRIVERS: usize = 5;

/// Every party, ordered by id. The band of a party that is not scored reads `not scored: could be <band>`. Columns about the subject are
/// empty without one. Per channel there follow the party's own likelihood and that of anything reaching it.
pub fn parties(assessment: &Assessment) -> Result<Vec<u8>, TableError> {
    let mut header = columns(&[
        "party_id",
        "name",
        "country",
        "kind",
        "tier",
        "band",
        "band_channel",
        "band_stable",
        "likelihood",
        "p_low",
        "p_high",
        "coverage",
        "answered",
    ]);
    header.extend(assessment.manifest.regimes.iter().map(|regime| format!("regime_{regime}")));
    header.extend(columns(&[
        "worker_group",
        "severity",
        "leverage",
        "background",
        "reach_to_subject",
        "contribution",
        "contribution_low",
        "contribution_high",
        "top_ten",
        "drivers",
    ]));
    for channel in &assessment.manifest.channels {
        header.push(format!("{channel}_own"));
        header.push(format!("{channel}_total"));
    }
    write_long("parties", &header, &assessment.parties, row)
}

fn row(party: &PartyResult) -> Vec<String> {
    let band = if party.scored {
        party.band.as_str().to_owned()
    } else {
        format!("not scored: could be {}", party.band_at_high.as_str())
    };
    let mut cells = vec![
        safe(party.party_id.as_str()),
        safe(&party.name),
        party.country.map(|country| country.to_string()).unwrap_or_default(),
        party.kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default(),
        party.tier.map(|tier| tier.to_string()).unwrap_or_default(),
        band,
        party.band_channel.to_string(),
        party.band_stable.to_string(),
        number(party.likelihood),
        number(party.p_low),
        number(party.p_high),
        number(party.coverage),
        number(party.answered),
    ];
    cells.extend(party.regimes.iter().map(|regime| number(*regime)));
    cells.extend([
        party.worker_group.as_str().to_owned(),
        party.severity.to_string(),
        maybe(party.leverage),
        number(party.background),
        maybe(party.reach_to_subject),
        maybe(party.contribution),
        maybe(party.contribution_range.map(|[low, _]| low)),
        maybe(party.contribution_range.map(|[_, high]| high)),
        maybe(party.top_ten),
        drivers(party),
    ]);
    for channel in &party.channels {
        cells.push(number(channel.own));
        cells.push(number(channel.total));
    }
    cells
}

/// The strongest drivers as `kind:id change`.
fn drivers(party: &PartyResult) -> String {
    let mut drivers: Vec<&Driver> = party.drivers.iter().filter(|driver| driver.kind != DriverKind::Prior).collect();
    drivers.sort_by(|one, other| other.change.abs().total_cmp(&one.change.abs()));
    joined(drivers.into_iter().take(DRIVERS).map(|driver| {
        let kind = match driver.kind {
            DriverKind::Prior => "prior",
            DriverKind::Factor => "factor",
            DriverKind::Context => "context",
            DriverKind::List => "list",
            DriverKind::Answer => "answer",
            DriverKind::Sources => "sources",
            DriverKind::Recruiters => "recruiters",
        };
        let id = if driver.id.is_empty() { String::new() } else { format!(":{}", driver.id) };
        format!("{kind}{id} {:+.3}", driver.change)
    }))
}
