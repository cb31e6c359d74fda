#!/usr/bin/env bash
# The book again: runs every command that the experiments' READMEs show, refreshes their figures and writes results/book.csv (experiment, command, seconds, CPU seconds).
# experiments/book.sh [NAME...]: all experiments, or the ones named. Cells that results/ already holds are not run again: for a book from nothing, remove results/ first.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- $(cd experiments && ls -d */ | tr -d /)

dotnet build ParticleLimit.sln -c Release -v q --nologo
mkdir -p results
[ -s results/book.csv ] || echo "experiment,command,seconds,cpuSeconds" > results/book.csv
stamp=$(mktemp)
trap 'rm -f "$stamp"' EXIT
failed=0
for name; do
  touch "$stamp"
  mapfile -t commands < <(sed -n 's/^    \(dotnet run .*\)$/\1/p' "experiments/$name/README.md")
  for k in "${!commands[@]}"; do
    echo "== $name: ${commands[$k]}" >&2
    TIMEFORMAT="%R,%U"
    if ! { time bash -c "${commands[$k]}" < /dev/null > "results/$name-$k.log" 2>&1; } 2> "$stamp.time"; then
      echo "   failed: see results/$name-$k.log" >&2
      failed=1
    fi
    echo "$name,$k,$(tail -n 1 "$stamp.time")" >> results/book.csv
    rm -f "$stamp.time"
  done
  while read -r figure source; do # a figure under another name than the program's says in its README where it comes from
    cp "$source" "experiments/$name/$figure" || failed=1
  done < <(sed -n 's/^<!-- \(.*png\) from \(.*\) -->$/\1 \2/p' "experiments/$name/README.md")
  for figure in experiments/"$name"/*.png; do
    [ -e "$figure" ] && ! grep -q "^<!-- $(basename "$figure") from" "experiments/$name/README.md" || continue
    new=$(find $(ls -d results out 2> /dev/null) -name "$(basename "$figure")" -newer "$stamp" -print -quit)
    if [ -n "$new" ]; then cp "$new" "$figure"; else echo "   no new $figure" >&2; fi
  done
done
exit "$failed"
