#!/usr/bin/env bash
# The book again: runs every command that the experiments' READMEs show, refreshes their figures and writes what each experiment took into the last column of experiments/README.md: seconds (CPU seconds).
#   experiments/book.sh [--resume] [NAME...]     all experiments, or the ones named
# An experiment starts from nothing: what its commands left in results/ is removed first. With --resume the commands that this version of the program has finished are not run again, and the one that was stopped goes on from
# its finished cells; times are written only of experiments whose commands all ran from start to end. Fails where a command fails or a figure is not drawn anew.
set -euo pipefail
cd "$(dirname "$0")/.."
resume=
if [ "${1-}" = --resume ]; then resume=yes; shift; fi
[ $# -gt 0 ] || set -- $(cd experiments && ls -d */ | tr -d /)

dotnet build ParticleLimit.sln -c Release -v q --nologo
mkdir -p results/book
version=$({ git ls-files -s src tests/ParticleLimit.Benchmarks Directory.Packages.props; git diff HEAD -- src tests/ParticleLimit.Benchmarks Directory.Packages.props; } 2> /dev/null | sha1sum)
failed=0

fail() { echo "   $*" >&2; failed=1; }

# The folders under results/ that a README's commands write to, beside that of a plain run.
outputs() { echo "results/$1"; printf '%s\n' "${commands[@]}" | grep -oE '(^| )results/[^ ]+' | tr -d ' ' || true; }

for name; do
  journal=results/book/$name.csv # a line "begun,K" or "done,K,seconds,CPU seconds,command" for each command, under the version
  mapfile -t commands < <(sed -n 's/^    \(dotnet run .*\)$/\1/p' "experiments/$name/README.md")
  if [ -z "$resume" ] || [ "$(head -n 1 "$journal" 2> /dev/null)" != "$version" ]; then
    outputs "$name" | sort -u | xargs -d '\n' rm -rf
    echo "$version" > "$journal"
    touch "$journal.start"
  fi
  for k in "${!commands[@]}"; do
    if grep -qF ",${commands[$k]}" <(sed -n "s/^done,$k,[^,]*,[^,]*//p" "$journal"); then continue; fi
    echo "== $name: ${commands[$k]}" >&2
    echo "begun,$k" >> "$journal"
    TIMEFORMAT="%R %U %S"
    if ! { time bash -c "${commands[$k]}" < /dev/null > "results/book/$name-$k.log" 2>&1; } 2> "$journal.time"; then
      fail "failed: see results/book/$name-$k.log"
    else
      tail -n 1 "$journal.time" | awk -v k="$k" -v command="${commands[$k]}" '{ printf "done,%d,%s,%s,%s\n", k, $1, $2 + $3, command }' >> "$journal"
    fi
    rm -f "$journal.time"
  done
  while read -r figure source; do # a figure under another name than the program's says in its README where it comes from
    if [ "$source" -nt "$journal.start" ]; then cp "$source" "experiments/$name/$figure"; else fail "no new $source"; fi
  done < <(sed -n 's/^<!-- \(.*png\) from \(.*\) -->$/\1 \2/p' "experiments/$name/README.md")
  for figure in experiments/"$name"/*.png; do
    [ -e "$figure" ] && ! grep -q "^<!-- $(basename "$figure") from" "experiments/$name/README.md" || continue
    new=$(find $(ls -d $(outputs "$name") out 2> /dev/null) -name "$(basename "$figure")" -newer "$journal.start" -print -quit)
    if [ -n "$new" ]; then cp "$new" "$figure"; else fail "no new $figure"; fi
  done
  if [ "$(grep -c ^begun "$journal")" = "${#commands[@]}" ] && [ "$(grep -c ^done "$journal")" = "${#commands[@]}" ]; then
    took=$(awk -F, '/^done/ { wall += $3; cpu += $4 } END { printf "%.0f (%.0f)", wall, cpu }' "$journal")
    awk -v row="| [$name](" -v took="$took" 'index($0, row) == 1 { sub(/\|[^|]*\|$/, "| " took " |") } { print }' experiments/README.md > results/book/README.md
    awk '/^\| \[.*\) \|$/ { n = split($0, cell, "|"); split(cell[n - 1], time, /[ ()]+/); wall += time[2]; cpu += time[3] }
      { line[NR] = $0 }
      END { for (i = 1; i <= NR; i++) print line[i] ~ /^All of them:/ ? sprintf("All of them: %.0f s, %.0f s of CPU time.", wall, cpu) : line[i] }' results/book/README.md > experiments/README.md
  fi
done
exit "$failed"
