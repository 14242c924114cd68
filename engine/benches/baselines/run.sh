#!/bin/sh
# The Python baselines beside karvon: makes an environment under target/, installs from PyPI what they need, generates the
# networks and measures CPU time of one thread. That of karvon holds the start of the program; those in Python leave out the
# interpreter, imports and compiling, and the networks with one giant component are for them alone.
#
# usage: engine/benches/baselines/run.sh [PARTIES…]      (default 10000 100000)
set -eu
cd "$(dirname "$0")/../../.."
mkdir -p "${CARGO_TARGET_DIR:-target}"
target=$(cd "${CARGO_TARGET_DIR:-target}" && pwd)
[ $# -gt 0 ] || set -- 10000 100000
export PYTHONDONTWRITEBYTECODE=1 NUMBA_CACHE_DIR="$target/numba"
export POLARS_MAX_THREADS=1 NUMBA_NUM_THREADS=1 OMP_NUM_THREADS=1 RAYON_NUM_THREADS=1
if ! "$target/baselines/bin/python" -c "import numba, polars, scipy, networkx" 2>/dev/null; then
    python3 -m venv "$target/baselines"
    "$target/baselines/bin/pip" install --quiet numba==0.68.1 polars==2.1.0 scipy==1.17.1 networkx==3.6.1
fi
cargo bench --package karvon-engine --bench networks -- "$target/networks" "$@"
cargo build --release --package karvon
for parties in "$@"; do
    for kind in cyc giant; do
        folder=$target/networks/$kind-$parties
        "$target/baselines/bin/python" engine/benches/baselines/baselines.py "$folder"
        [ "$kind" = cyc ] || continue
        for run in 1 2 3 4 5; do
            /usr/bin/time --format "karvon propagate, CSV to CSV: %U s user, %S s system, %M KB" \
                "$target/release/karvon" propagate --metric noisy-or --parties "$folder/parties.csv" \
                --links "$folder/links.csv" --out "$folder/out.csv"
        done
    done
done
