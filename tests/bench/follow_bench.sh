#!/usr/bin/env bash
# How long until changed pages can be searched: follow_bench.sh PROGRAMS DATA PAGES CHANGED
#
# PROGRAMS is a build folder, DATA what `generate_pages WORD_LIST DATA PAGES` and `izvor-indexer rebuild` made. Starts
# `izvor-indexer run`, archives a new version of CHANGED pages, and prints the seconds from the last one's archiving until the
# index has all of them. A page that is changed already stays as it is: choose another CHANGED to do it again.
set -euo pipefail
(($# == 4)) || { sed -n '2,6p' "$0" >&2; exit 2; }
programs=$1 data=$2 pages=$3 changed=$4
words=/usr/share/dict/bulgarian
indexer=$programs/indexer/izvor-indexer

"$indexer" --data "$data" run >"$data/follow.log" 2>&1 &
follower=$!
trap 'kill -TERM $follower 2>/dev/null; wait $follower 2>/dev/null || true' EXIT

status() { "$indexer" --data "$data" status; }
until status | grep -q 'all of the archive'; do sleep 0.2; done
before=$(status | sed -n 's/^sequence *\([0-9]*\).*/\1/p')
"$programs/tests/bench/generate_pages" "$words" "$data" "$pages" 1 --changed "$changed" >/dev/null
archived=$(date +%s%N)
until status | grep -q 'all of the archive'; do
  kill -0 "$follower" || { tail -n 5 "$data/follow.log" >&2; exit 1; }
  sleep 0.02
done
now=$(date +%s%N)
after=$(status | sed -n 's/^sequence *\([0-9]*\).*/\1/p')
printf '%d new versions among %d pages: in the index %d ms after the last was archived\n' \
  $((after - before)) "$pages" $(((now - archived) / 1000000))
