#!/usr/bin/env bash
# Exact W1 of two clouds of N points in the plane: scipy's linear_sum_assignment (Debian's python3-scipy, with its dense cost matrix) and this
# program's distance verb on the same files, one after the other on one core. Seconds of this program include its start and reading the files.
# Then what scipy has not: certified bounds of W1 between a cloud and a density on all cores, the uniform one on [0, 1] x [-1, 1], and points drawn
# from the solutions of Table 1, which fill a small part of their grid.
#   tests/ParticleLimit.Benchmarks/Peers/distances.sh [N]...
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 OMP_NUM_THREADS=1
/usr/bin/python3 -c 'import scipy' 2>/dev/null || { apt-get update >/dev/null && apt-get install -y python3-scipy >/dev/null; }
/usr/bin/python3 -c 'import h5py' 2>/dev/null || { apt-get update >/dev/null && apt-get install -y python3-h5py >/dev/null; }
dotnet build "$root/src/ParticleLimit.Cli" -c Release -v quiet >/dev/null
program="$root/src/ParticleLimit.Cli/bin/Release/net10.0/ParticleLimit.Cli.dll"
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT

core=$(taskset -pc $$ | sed 's/.*[:,-] *//')
printf '%8s %12s %12s %8s %22s %22s\n' N 'scipy (s)' 'this (s)' ratio 'scipy W1' 'this W1'
for count in "${@:-1000 2000 5000}"; do
  for n in $count; do
    read -r peer peer_value < <(taskset -c "$core" /usr/bin/python3 - "$n" "$folder" <<'PYTHON'
import sys, time
import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
n, folder = int(sys.argv[1]), sys.argv[2]
random = np.random.default_rng(n)
clouds = [random.random((n, 2)) for _ in range(2)]
for name, cloud in zip("ab", clouds):
    np.savetxt(f"{folder}/{name}.csv", cloud, fmt="%.17g", delimiter=",", header="x0,v0", comments="")
start = time.perf_counter()
costs = cdist(*clouds)
rows, columns = linear_sum_assignment(costs)
value = costs[rows, columns].mean()
print(time.perf_counter() - start, repr(float(value)))
PYTHON
    )
    start=$(date +%s.%N)
    mine_value=$(taskset -c "$core" dotnet "$program" distance "$folder/a.csv" "$folder/b.csv" --json --quiet --threads 1 --exact-points $((2 * n)) |
      sed 's/.*"value":\([0-9.eE+-]*\).*/\1/')
    mine=$(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')
    awk -v n="$n" -v a="$peer" -v b="$mine" -v p="$peer_value" -v q="$mine_value" 'BEGIN { printf "%8d %12.3g %12.3g %8.1f %22s %22s\n", n, a, b, a / b, p, q }'
  done
done

bounds() { # name, N, resolution, the arguments of distance
  local start line seconds lower upper
  start=$(date +%s.%N)
  line=$(dotnet "$program" distance "$folder/c.csv" "${@:4}" --resolution "$3" --json --quiet)
  seconds=$(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')
  lower=$(sed 's/.*"lower":\([0-9.eE+-]*\).*/\1/' <<<"$line")
  upper=$(sed 's/.*"upper":\([0-9.eE+-]*\).*/\1/' <<<"$line")
  awk -v w="$1" -v n="$2" -v r="$3" -v s="$seconds" -v l="$lower" -v u="$upper" 'BEGIN { printf "%-20s %8d %12s %12.3g %16.8f %16.8f %10.2g\n", w, n, r, s, l, u, 200 * (u - l) / (u + l) }'
}

printf '\n%-20s %8s %12s %12s %34s %10s\n' density N resolution 'this (s)' 'bounds of W1 to the density' 'apart (%)'
dotnet "$program" solve "$root/experiments/homogeneous-1d/experiment.json" --out "$folder/f" --quiet >/dev/null
for n in 10000 100000; do
  /usr/bin/python3 -c "import numpy as np; r = np.random.default_rng($n); np.savetxt('$folder/c.csv', r.random(($n, 2)) * [1, 2] - [0, 1], fmt='%.17g', delimiter=',', header='x0,v0', comments='')"
  for resolution in 4 8 16; do bounds uniform "$n" "$resolution" "$folder/f/fields.h5" --time 0 --torus 1; done
done

for case in '1 1' '1 3' '5 3'; do
  read -r gamma time <<<"$case"
  dotnet "$program" solve "$root/experiments/table-1/experiment.json" --set "gamma=$gamma" --set 'reference={"kind":"sheet"}' --out "$folder/t$gamma" --quiet >/dev/null
  /usr/bin/python3 - "$folder" "$gamma" "$time" <<'PYTHON'
import sys
import h5py
import numpy as np
folder, gamma, time = sys.argv[1], sys.argv[2], float(sys.argv[3])
random = np.random.default_rng(1)
with h5py.File(f"{folder}/t{gamma}/fields.h5") as file:
    field = next(group for group in file.values() if abs(float(np.ravel(group.attrs["time"])[0]) - time) < 1e-9)
    x, v, f = field["x"][:], field["v"][:], field["f"][:]
cells = random.choice(f.size, 100000, p=f.ravel() / f.sum())
places = random.random((100000, 2)) - 0.5
points = np.stack([x[cells // len(v)] + places[:, 0] * (x[1] - x[0]), v[cells % len(v)] + places[:, 1] * (v[1] - v[0])], axis=1)
np.savetxt(f"{folder}/c.csv", points, fmt="%.17g", delimiter=",", header="x0,v0", comments="")
PYTHON
  for resolution in 4 16; do bounds "Table 1, $gamma, t = $time" 100000 "$resolution" "$folder/t$gamma/fields.h5" --time "$time"; done
done
