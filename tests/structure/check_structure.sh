#!/usr/bin/env bash
# Rejects what breaks the shape of the code: an include against the arrows, a library used outside the file that wraps it, a file
# that has grown too long. Usage: check_structure.sh SOURCE_FOLDER. Prints each fault as file:line: text; exit 1 when there is one.
set -euo pipefail
cd "$1"

faults=0
report() { # report EXPLANATION, matches on standard input
  local line
  while IFS= read -r line; do
    printf '%s\n  %s\n' "$line" "$1"
    faults=$((faults + 1))
  done
}

# includes_in FOLDER PATTERN: lines that include a header matching PATTERN.
includes_in() {
  [[ -d $1 ]] || return 0
  grep -rnE --include='*.h' --include='*.cc' "#include [<\"]($2)" "$1" || true
}

# Arrows: searchd → indexer → crawler → include. Nothing includes tests.
report 'include/ may include only include/' < <(includes_in include '(crawler|indexer|searchd|tests)/')
report 'crawler/ may include only crawler/ and include/' < <(includes_in crawler '(indexer|searchd|tests)/')
report 'indexer/ may not include searchd/ or tests/' < <(includes_in indexer '(searchd|tests)/')
report 'searchd/ may not include tests/' < <(includes_in searchd 'tests/')

# One owner for each library that must be kept in its place.
outside() { # outside PATTERN ALLOWED_PATH_REGEX
  for folder in include crawler indexer searchd; do includes_in "$folder" "$1"; done | grep -vE "^($2)" || true
}
report 'libcurl is used in crawler/fetcher only' < <(outside 'curl/' 'crawler/fetcher/')
report 'Boost.Beast and Asio are used in searchd/http only' < <(outside 'boost/(beast|asio)' 'searchd/http/')
report 'toml++ is used in crawler/settings only' < <(outside 'toml\+\+' 'crawler/settings/')
report 'Xapian is not for the crawler' < <(includes_in crawler 'xapian')

# A header that its own source includes before anything else is known to compile alone.
sources_with_another_first_include() {
  local source header first
  while IFS= read -r source; do
    header=${source%.cc}.h
    [[ -f $header ]] || continue
    first=$(grep -n -m 1 '^#include' "$source" || true)
    [[ $first == *"\"$header\"" ]] || printf '%s:%s\n' "$source" "$first"
  done < <(find crawler indexer searchd tests -name '*.cc' 2>/dev/null)
}
report 'a source includes the header of its own name first, so that the header is known to compile alone' < <(sources_with_another_first_include)

# At 500 lines a file is two files.
report 'longer than 500 lines: make it two' < <(
  find include crawler indexer searchd tests -type f \( -name '*.h' -o -name '*.cc' \) -exec wc -l {} + 2>/dev/null |
    awk '$2 != "total" && $1 > 500 { print $2 ": " $1 " lines" }')

((faults == 0)) || { printf '%d faults\n' "$faults"; exit 1; }
