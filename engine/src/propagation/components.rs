//! Strongly connected components, suppliers before buyers, without recursion.
//!
//! Tarjan's algorithm walking from each party to its suppliers emits a component only after every
//! component that supplies it: the order in which a sweep must run. Uploaded chains can be long
//! enough to exhaust the stack, so the walk keeps its own.

#![expect(clippy::indexing_slicing, reason = "indices are parties and row borders of the same graph")]

/// Parties in an order in which suppliers come before buyers; those of one component stand together.
#[derive(Debug)]
pub(super) struct Condensation {
    /// Parties, component after component.
    pub(super) order: Vec<u32>,
    /// Where in `order` each component starts; one more entry for the end.
    pub(super) starts: Vec<u32>,
}

const UNSEEN: u32 = u32::MAX;
/// Above every index of discovery: the party's component is complete.
const DONE: u32 = u32::MAX - 1;

/// Condenses a graph given by the suppliers of each party: those of party `v` are
/// `suppliers[row[v]..row[v + 1]]`.
pub(super) fn condense(row: &[u32], suppliers: &[u32]) -> Condensation {
    let parties = row.len() - 1;
    let mut order = Vec::with_capacity(parties);
    let mut starts = Vec::with_capacity(parties + 1);
    // Index of discovery, lowered to the smallest one that can be reached.
    let mut low = vec![UNSEEN; parties];
    let mut pending: Vec<u32> = Vec::new();
    // Party, next of its suppliers to look at, own index of discovery.
    let mut walk: Vec<(u32, u32, u32)> = Vec::new();
    let mut discovered = 0_u32;
    for root in 0_u32.. {
        if root as usize >= parties {
            break;
        }
        if low[root as usize] != UNSEEN {
            continue;
        }
        low[root as usize] = discovered;
        walk.push((root, row[root as usize], discovered));
        discovered += 1;
        pending.push(root);
        while let Some(top) = walk.last_mut() {
            let (party, next, index) = *top;
            if next < row[party as usize + 1] {
                top.1 += 1;
                let supplier = suppliers[next as usize];
                let seen = low[supplier as usize];
                if seen == UNSEEN {
                    low[supplier as usize] = discovered;
                    walk.push((supplier, row[supplier as usize], discovered));
                    discovered += 1;
                    pending.push(supplier);
                } else if seen != DONE && seen < low[party as usize] {
                    low[party as usize] = seen;
                }
                continue;
            }
            walk.pop();
            let reached = low[party as usize];
            if reached == index {
                starts.push(u32::try_from(order.len()).unwrap_or(u32::MAX));
                while let Some(member) = pending.pop() {
                    low[member as usize] = DONE;
                    order.push(member);
                    if member == party {
                        break;
                    }
                }
            }
            if let Some(&(parent, _, _)) = walk.last()
                && reached < low[parent as usize]
            {
                low[parent as usize] = reached;
            }
        }
    }
    starts.push(u32::try_from(order.len()).unwrap_or(u32::MAX));
    Condensation { order, starts }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::cast_possible_truncation, reason = "small numbers")]

    use super::*;

    /// Links as (supplier, buyer).
    fn check(parties: usize, links: &[(u32, u32)], mut expected: Vec<Vec<u32>>) {
        let mut row = vec![0_u32];
        let mut suppliers = Vec::new();
        for party in 0..parties {
            suppliers.extend(links.iter().filter(|link| link.1 as usize == party).map(|link| link.0));
            row.push(suppliers.len() as u32);
        }
        let found = condense(&row, &suppliers);
        let mut groups: Vec<Vec<u32>> =
            found.starts.windows(2).map(|ends| found.order[ends[0] as usize..ends[1] as usize].to_vec()).collect();
        let place = |party| groups.iter().position(|group| group.contains(&party));
        for &(supplier, buyer) in links {
            assert!(place(supplier) <= place(buyer), "{supplier} after {buyer}");
        }
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.sort();
        expected.sort();
        assert_eq!(groups, expected);
    }

    #[test]
    fn a_chain_has_one_component_a_party() {
        check(3, &[(0, 1), (1, 2)], vec![vec![0], vec![1], vec![2]]);
    }

    #[test]
    fn a_ring_with_a_tail_is_one_component_and_singles() {
        check(5, &[(0, 1), (1, 2), (2, 0), (2, 3), (4, 1)], vec![vec![0, 1, 2], vec![3], vec![4]]);
    }

    #[test]
    fn two_rings_joined_one_way_stay_apart() {
        check(4, &[(0, 1), (1, 0), (1, 2), (2, 3), (3, 2)], vec![vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn a_link_back_to_the_root_found_late_joins_all() {
        check(4, &[(0, 1), (1, 2), (2, 3), (3, 0), (1, 0)], vec![vec![0, 1, 2, 3]]);
    }

    #[test]
    fn a_chain_of_a_million_parties_needs_no_stack() {
        let parties = 1_000_000_u32;
        let row: Vec<u32> = (0..=parties).collect();
        let suppliers: Vec<u32> = (0..parties).map(|party| (party + 1) % parties).collect();
        assert_eq!(condense(&row, &suppliers).starts.len(), 2);
    }
}
