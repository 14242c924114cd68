//! The same done with several files or folders at the same time: reading YAML is most of the time that loading takes.

/// Does the same with every item at the same time, and gives the results in the order of the items.
pub(super) fn at_once<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let work = &work;
    std::thread::scope(|scope| {
        let started: Vec<_> = items.iter().map(|item| (item, scope.spawn(move || work(item)))).collect();
        // Whatever ends a thread would end this one too.
        started.into_iter().map(|(item, thread)| thread.join().unwrap_or_else(|_| work(item))).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::at_once;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let slow_first = |number: &u64| {
            std::thread::sleep(std::time::Duration::from_millis(20 - number));
            number * 2
        };
        assert_eq!(at_once(&[0, 10, 19], slow_first), [0, 20, 38]);
    }
}
