#!/usr/bin/env bash
# The checker must find each kind of fault in a tree made to have it, and nothing in a clean one.
set -euo pipefail
checker=$1
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

expect() { # expect STATUS TEXT, with the tree as it is
  local status=0 said
  said=$("$checker" "$tree") || status=$?
  [[ $status == "$1" ]] || { echo "status $status, expected $1: $said"; exit 1; }
  [[ $said == *"$2"* ]] || { echo "did not say '$2': $said"; exit 1; }
}
put() { mkdir -p "$tree/$(dirname "$1")" && printf '%s\n' "$2" >"$tree/$1"; }
clean() { rm -rf "${tree:?}"/*; mkdir -p "$tree"/{include,crawler,indexer,searchd,tests}; }

clean; put indexer/a.cc '#include "crawler/url/url.h"'; expect 0 ''
clean; put crawler/a.cc '#include "indexer/index/x.h"'; expect 1 'crawler/a.cc:1'
clean; put include/izvor/a.h '#include "crawler/url/x.h"'; expect 1 'include/ may include only'
clean; put indexer/a.h '#include "searchd/search/x.h"'; expect 1 'indexer/a.h:1'
clean; put searchd/a.h '#include "tests/support/x.h"'; expect 1 'searchd/ may not include tests/'
clean; put crawler/links/a.cc '#include <curl/curl.h>'; expect 1 'libcurl is used in'
clean; put crawler/fetcher/a.cc '#include <curl/curl.h>'; expect 0 ''
clean; put searchd/routes/a.cc '#include <boost/beast/http.hpp>'; expect 1 'Boost.Beast'
clean; put crawler/archive/a.cc '#include <xapian.h>'; expect 1 'Xapian is not for the crawler'
clean; put crawler/a.h ''; put crawler/a.cc $'#include <string>\n#include "crawler/a.h"'; expect 1 'crawler/a.cc:1'
clean; put crawler/a.h ''; put crawler/a.cc $'// It.\n#include "crawler/a.h"\n#include <string>'; expect 0 ''
clean; put crawler/long.cc "$(seq 501)"; expect 1 'long.cc: 501 lines'
echo "all faults found"
