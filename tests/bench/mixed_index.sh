#!/usr/bin/env bash
# mixed_index.sh BUILD CORPORA DATA: every corpus and the sample site in one index, since collisions of words show only there.
#
# BUILD is a release build, CORPORA a folder of NAME.tar.zst files or of unpacked NAME folders (with html/*.html or docs/*.txt
# below), DATA a folder to be made. Each corpus gets a host of its own (NAME.example.bg); tests/data/mixed-queries.tsv names
# pages of these: site_queries_bench --data DATA --queries tests/data/mixed-queries.tsv.
set -euo pipefail
(($# == 3)) || { sed -n 2,6p "$0" >&2; exit 2; }
build=$(realpath -e "$1") corpora=$(realpath -e "$2") data=$3
root=$(dirname "$(readlink -f "$0")")/../..
[[ ! -e $data ]] || { printf 'mixed_index: %s is there already; remove it, or name another folder\n' "$data" >&2; exit 1; }
mkdir -p "$data"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '[data]\ndirectory = "%s"\n[crawler]\ncontact = "bench@example.invalid"\n' "$(realpath "$data")" >"$work/izvor.toml"

# The host that mixed-queries.tsv knows a corpus by; others keep their name.
host_of() {
  case $1 in
    book-progit) echo git ;;
    book-softuni-csharp) echo programming ;;
    news-parseme) echo news ;;
    ms-helpdesk-mt) echo helpdesk ;;
    gov-html) echo portal ;;
    filler-wiki-snippets) echo wiki ;;
    *) echo "$1" ;;
  esac
}

import() {
  printf '== %s\n' "$2" >&2
  "$build/crawler/izvor-crawler" import "$1" --base-url "https://$2.example.bg/" --config "$work/izvor.toml" | tail -n 1
}

import_corpus() {
  local name=$1 folder
  if [[ -f $corpora/$name.tar.zst ]]; then
    mkdir "$work/$name"
    tar --zstd -xf "$corpora/$name.tar.zst" -C "$work/$name"
    folder=$work/$name
  else
    folder=$corpora/$name
  fi
  [[ -d $folder ]] || { printf '== %s: not there, left out\n' "$name" >&2; return 0; }
  # Some corpora hold the same pages as HTML and as text: the HTML is read then.
  local kind=html
  [[ -n $(find "$folder" -name '*.html' -print -quit) ]] || kind=docs
  local pages
  pages=$(find "$folder" -type d -name "$kind" -print -quit)
  import "${pages:-$folder}" "$(host_of "$name")"
}

for name in book-progit book-softuni-csharp commission-markup eur-lex filler-wiki-snippets gov-html ms-helpdesk-mt news-parseme; do
  import_corpus "$name"
done
import "$root/tests/data/site" site
"$build/indexer/izvor-indexer" rebuild --config "$work/izvor.toml"
