"""What a data person would write today, on the tables that `cargo bench --bench networks` leaves.

Every job is run five times after one to warm up (compiling with numba is left out); the median CPU time is printed.
The simulation draws fewer worlds than karvon and is scaled, since its time is proportional to their number.

usage: baselines.py FOLDER [--worlds N]
"""

import argparse
import statistics
import time
from pathlib import Path

import numba
import numpy as np
import polars as pl
import scipy.sparse as sparse
from scipy.sparse.csgraph import connected_components, dijkstra

WORLDS = 16_384


def measured(name, job, scale=1.0):
    job()
    times = []
    for _ in range(5):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    print(f"{name}: {statistics.median(times) * scale * 1e3:.1f} ms", flush=True)


def read(folder):
    """Tables to arrays, ids interned by a join."""
    parties = pl.read_csv(folder / "parties.csv")
    links = pl.read_csv(folder / "links.csv")
    places = parties.select("id").with_row_index("place")
    links = links.join(places.rename({"place": "s"}), left_on="supplier", right_on="id")
    links = links.join(places.rename({"place": "b"}), left_on="buyer", right_on="id")
    own = parties.drop("id").to_numpy().astype(np.float64)
    return parties["id"], np.ascontiguousarray(own), links["s"].to_numpy(), links["b"].to_numpy(), links["weight"].to_numpy()


def rows(parties, suppliers, buyers, weights):
    """Links by buyer, in an order in which suppliers come first; components of several parties stand together."""
    matrix = sparse.csr_matrix((np.ones(len(weights)), (suppliers, buyers)), shape=(parties, parties))
    count, label = connected_components(matrix, connection="strong")
    rank = component_ranks(count, label[suppliers], label[buyers])[label]
    order = np.argsort(rank, kind="stable")
    place = np.empty(parties, np.int64)
    place[order] = np.arange(parties)
    by_buyer = np.argsort(place[buyers], kind="stable")
    starts = np.zeros(parties + 1, np.int64)
    np.cumsum(np.bincount(place[buyers], minlength=parties), out=starts[1:])
    ends = np.flatnonzero(np.diff(rank[order], append=count)) + 1
    return order, starts, place[suppliers][by_buyer].astype(np.int32), weights[by_buyer], ends


@numba.njit(cache=True)
def component_ranks(count, suppliers, buyers):
    """Kahn's order of the components."""
    starts = np.zeros(count + 1, np.int64)
    waiting = np.zeros(count, np.int64)
    for s, b in zip(suppliers, buyers):
        if s != b:
            starts[s + 1] += 1
            waiting[b] += 1
    starts = np.cumsum(starts)
    next_free = starts[:-1].copy()
    out = np.empty(starts[-1], np.int64)
    for s, b in zip(suppliers, buyers):
        if s != b:
            out[next_free[s]] = b
            next_free[s] += 1
    queue = np.empty(count, np.int64)
    end = 0
    for c in range(count):
        if waiting[c] == 0:
            queue[end] = c
            end += 1
    rank = np.empty(count, np.int64)
    for at in range(count):
        c = queue[at]
        rank[c] = at
        for i in range(starts[c], starts[c + 1]):
            waiting[out[i]] -= 1
            if waiting[out[i]] == 0:
                queue[end] = out[i]
                end += 1
    return rank


@numba.njit(cache=True)
def noisy_or(starts, suppliers, weights, own, ends):
    values = np.ones_like(own)
    first = 0
    for end in ends:
        while True:
            moved = 0.0
            for place in range(first, end):
                for channel in range(own.shape[1]):
                    none = 1.0 - own[place, channel]
                    for link in range(starts[place], starts[place + 1]):
                        none *= 1.0 - weights[link] * values[suppliers[link], channel]
                    moved = max(moved, abs(values[place, channel] - (1.0 - none)))
                    values[place, channel] = 1.0 - none
            if end - first == 1 or moved <= 1e-12:
                break
        first = end
    return values


@numba.njit(cache=True)
def simulate_paths(starts, suppliers, weights, subject, worlds):
    """In how many worlds each party has a live path to the subject: a walk upstream in every world."""
    parties = len(starts) - 1
    counts = np.zeros(parties, np.int64)
    seen = np.zeros(parties, np.int64)
    stack = np.empty(parties, np.int64)
    for world in range(1, worlds + 1):
        seen[subject] = world
        stack[0] = subject
        top = 1
        while top:
            top -= 1
            place = stack[top]
            counts[place] += 1
            for link in range(starts[place], starts[place + 1]):
                supplier = suppliers[link]
                if np.random.random() < weights[link] and seen[supplier] != world:
                    seen[supplier] = world
                    stack[top] = supplier
                    top += 1
    return counts


def table_job(folder):
    ids, own, suppliers, buyers, weights = read(folder)
    order, starts, by_row, weight_by_row, ends = rows(len(ids), suppliers, buyers, weights)
    values = np.empty_like(own)
    values[order] = noisy_or(starts, by_row, weight_by_row, own[order], ends)
    out = pl.DataFrame({"id": ids} | {f"c{k}": values[:, k] for k in range(own.shape[1])})
    out.write_csv(folder / "baseline.csv")


def worst_chain(parties, suppliers, buyers, weights):
    cost = -np.log(np.maximum(weights, 1e-300)) + 1e-300
    matrix = sparse.csr_matrix((cost, (buyers, suppliers)), shape=(parties, parties))
    return np.exp(-dijkstra(matrix, indices=0))


def with_networkx(own, suppliers, buyers, weights):
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(own)))
    graph.add_weighted_edges_from(zip(suppliers.tolist(), buyers.tolist(), weights.tolist()))
    condensed = nx.condensation(graph)
    values = np.ones_like(own)
    for component in nx.topological_sort(condensed):
        members = condensed.nodes[component]["members"]
        while True:
            moved = 0.0
            for party in members:
                none = 1.0 - own[party]
                for supplier, _, weight in graph.in_edges(party, data="weight"):
                    none = none * (1.0 - weight * values[supplier])
                moved = max(moved, np.abs(values[party] - (1.0 - none)).max())
                values[party] = 1.0 - none
            if len(members) == 1 or moved <= 1e-12:
                break
    return values


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worlds", type=int, default=64)
    arguments = parser.parse_args()
    ids, own, suppliers, buyers, weights = read(arguments.folder)
    order, starts, by_row, weight_by_row, ends = rows(len(ids), suppliers, buyers, weights)
    subject = int(np.flatnonzero(order == 0)[0])
    print(f"{arguments.folder.name}: {len(ids)} parties, {len(weights)} links")
    scale = WORLDS / arguments.worlds
    measured(
        f"numba simulation of paths to one subject, {WORLDS} worlds (scaled from {arguments.worlds})",
        lambda: simulate_paths(starts, by_row, weight_by_row, subject, arguments.worlds),
        scale,
    )
    measured("numba noisy-or, rows held", lambda: noisy_or(starts, by_row, weight_by_row, own[order], ends))

    def whole():
        order, starts, by_row, weight_by_row, ends = rows(len(ids), suppliers, buyers, weights)
        noisy_or(starts, by_row, weight_by_row, own[order], ends)

    measured("numba noisy-or, whole job from arrays", whole)
    measured("polars + numba noisy-or, CSV to CSV", lambda: table_job(arguments.folder))
    measured("scipy best paths to one subject", lambda: worst_chain(len(ids), suppliers, buyers, weights))
    if len(ids) <= 10_000:
        measured("networkx noisy-or", lambda: with_networkx(own, suppliers, buyers, weights))


main()
