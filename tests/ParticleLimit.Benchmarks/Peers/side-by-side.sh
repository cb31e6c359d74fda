#!/usr/bin/env bash
# Particle steps a second of LAMMPS (Debian's package, pair_style soft) and of this program, side by side on one core: the same number of
# particles, density, range, motion a step and steps, one after the other, the best of some rounds.
#   tests/ParticleLimit.Benchmarks/Peers/side-by-side.sh [N] [ROUNDS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
particles=${1:-1000000} rounds=${2:-3}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 OMP_NUM_THREADS=1

command -v lmp >/dev/null || { apt-get update >/dev/null && apt-get install -y lammps >/dev/null; }
dotnet build "$root/src/ParticleLimit.Cli" -c Release -v quiet >/dev/null
program="$root/src/ParticleLimit.Cli/bin/Release/net10.0/ParticleLimit.Cli.dll"

core=$(taskset -pc $$ | sed 's/.*[:,-] *//')
lammps() { # d steps
  awk -v n="$particles" -v d="$1" 'BEGIN { printf "%.17g", n ^ (1 / d) }' | {
    read -r length || true
    # Velocities uniform in [-sqrt 3, sqrt 3] an axis: the largest relative speed is 2 sqrt(3 d).
    dt=$(awk -v d="$1" 'BEGIN { print 0.25 / (2 * sqrt(3 * d)) }')
    taskset -c "$core" lmp -in "$here/lammps.in" -var d "$1" -var N "$particles" -var L "$length" -var dt "$dt" -var motion 0.25 -var steps "$2" -log none |
      awk -v n="$particles" '/^Loop time/ { rate = n * $9 / $4 } END { print rate }'
  }
}
run_ours() { # d steps -> steps and seconds
  local ones halves twos zeros time
  ones=$(awk -v d="$1" 'BEGIN { for (k = 1; k <= d; k++) printf "%s1", (k > 1 ? "," : "") }')
  halves=${ones//1/0.5} twos=${ones//1/2} zeros=${ones//1/0}
  # A step is a quarter of eps over the largest relative speed, 2 sqrt(d); speeds fall little in so short a time.
  time=$(awk -v n="$particles" -v d="$1" -v s="$2" 'BEGIN { printf "%.17g", s * 0.25 * n ^ (-1 / d) / (2 * sqrt(d)) }')
  taskset -c "$core" dotnet "$program" simulate "$here/particle-step.json" --particles "$particles" --threads 1 --json --quiet \
    --set "dimension=$1" --set "domain.lengths=[$ones]" --set "initial.positionCentre=[$halves]" --set "initial.positionSides=[$ones]" \
    --set "initial.velocityCentre=[$zeros]" --set "initial.velocitySides=[$twos]" --set "finalTime=$time" |
    sed 's/.*"steps":\([0-9]*\),"seconds":\([0-9.eE+-]*\).*/\1 \2/'
}
ours() { # d steps: what the steps after the first few cost, as LAMMPS's loop time leaves its setup out
  local few many
  few=$(run_ours "$1" "$(($2 / 4))")
  many=$(run_ours "$1" "$2")
  echo "$few $many" | awk -v n="$particles" '{ print n * ($3 - $1) / ($4 - $2) }'
}
best() { # command d steps
  for _ in $(seq "$rounds"); do "$@"; done | sort -g | tail -n 1
}

lammps_2d=0
printf '%3s %10s %16s %16s %8s\n' d N 'LAMMPS (1/s)' 'this (1/s)' ratio
for row in "2 80" "3 40" "1 1600"; do
  read -r d steps <<<"$row"
  mine=$(best ours "$d" "$steps")
  if [ "$d" = 1 ]; then peer=$lammps_2d; else peer=$(best lammps "$d" "$steps"); fi # LAMMPS has no d = 1: its d = 2 stands in
  [ "$d" = 2 ] && lammps_2d=$peer
  awk -v d="$d" -v n="$particles" -v a="$peer" -v b="$mine" 'BEGIN { printf "%3d %10d %16.3g %16.3g %8.1f\n", d, n, a, b, b / a }'
done
