//! `plan.csv`: what to visit or put right within a budget.

use karvon_engine::planning::{Plan, PlanStep};

use super::{TableError, columns, joined, maybe, number, safe, write};

/// Workers of a party are a number of people: fewer than five are not printed.
const FEWEST_PRINTED: u32 = 5;

/// The steps of a plan in their order, then what could be put right at recruiters, outside the budget.
pub fn plan(plan: &Plan) -> Result<Vec<u8>, TableError> {
    let header = columns(&[
        "plan",
        "budget",
        "list",
        "step",
        "party_id",
        "source",
        "measures",
        "cost",
        "days",
        "severe",
        "likelihood",
        "likelihood_after",
        "reach_to_subject",
        "value",
        "closes",
        "substitutes",
        "products",
        "workers",
        "parties_behind",
        "workers_behind",
    ]);
    let within = plan.steps.iter().enumerate().map(|(i, step)| row(plan, "steps", i, step));
    let recruiters = plan.recruiters.iter().enumerate().map(|(i, step)| row(plan, "recruiters", i, step));
    write("plan", &header, within.chain(recruiters))
}

fn row(plan: &Plan, list: &str, index: usize, step: &PlanStep) -> Vec<String> {
    let exit = step.exit.as_ref();
    let workers = exit.and_then(|exit| exit.workers).filter(|workers| *workers >= FEWEST_PRINTED);
    vec![
        plan.kind.as_str().to_owned(),
        plan.budget.to_string(),
        list.to_owned(),
        (index + 1).to_string(),
        safe(step.party_id.as_str()),
        step.source.clone().unwrap_or_default(),
        joined(step.measures.iter().cloned()),
        step.cost.to_string(),
        step.days.map(|days| days.to_string()).unwrap_or_default(),
        step.severe.to_string(),
        number(step.likelihood),
        maybe(step.likelihood_after),
        number(step.reach),
        number(step.value),
        joined(step.closes.iter().map(ToString::to_string)),
        exit.map(|exit| safe(&joined(exit.substitutes.iter().map(ToString::to_string)))).unwrap_or_default(),
        exit.map(|exit| safe(&joined(exit.products.iter().cloned()))).unwrap_or_default(),
        workers.map(|workers| workers.to_string()).unwrap_or_default(),
        exit.map(|exit| exit.parties_behind.to_string()).unwrap_or_default(),
        exit.map(|exit| exit.workers_behind)
            .filter(|workers| *workers == 0 || *workers >= u64::from(FEWEST_PRINTED))
            .map(|workers| workers.to_string())
            .unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use karvon_engine::planning::{Exit, PlanKind, PlanNumbers};

    use super::*;

    fn step(workers: u32) -> PlanStep {
        PlanStep {
            party_id: "=farm".into(),
            source: None,
            measures: vec!["a".to_owned(), "b".to_owned()],
            cost: 7,
            days: Some(90),
            value: 0.25,
            likelihood: 0.5,
            likelihood_after: Some(0.25),
            reach: 1.0,
            closes: Vec::new(),
            severe: true,
            exit: Some(Exit {
                party_id: "=farm".into(),
                substitutes: vec!["mill".into()],
                substitutes_in_all: 1,
                without_substitute: Vec::new(),
                products: Vec::new(),
                subject_products: Vec::new(),
                workers: Some(workers),
                output_share: None,
                parties_behind: 2,
                workers_behind: 40,
                workforces_unknown: 0,
            }),
        }
    }

    fn cells(workers: u32) -> Vec<String> {
        let before = PlanNumbers { expected_sources: 1.0, reach: None, reach_interval: None };
        let made = Plan {
            kind: PlanKind::Fix,
            budget: 9,
            cost: 7,
            objective: 0.25,
            steps: vec![step(workers)],
            recruiters: Vec::new(),
            taken_together: Vec::new(),
            before,
            after: Some(before),
            next_unit: 0.0,
        };
        let bytes = plan(&made).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect()
    }

    #[test]
    fn a_step_is_one_row_with_its_measures_in_one_cell() {
        let expected = [
            "fix", "9", "steps", "1", "'=farm", "", "a; b", "7", "90", "true", "0.5", "0.25", "1", "0.25", "", "mill",
            "", "120", "2", "40",
        ];
        assert_eq!(cells(120), expected);
    }

    #[test]
    fn fewer_than_five_workers_are_not_counted_out() {
        assert_eq!(cells(4)[17], "");
    }
}
