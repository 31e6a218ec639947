#!/usr/bin/env bash
# What ./izvor says when something is in the way: one clear line and the right exit status. Usage: launcher_test.sh SOURCE_FOLDER
set -euo pipefail
source_folder=$1
work=$(mktemp -d)
pids=()
clean_up() {
  ((${#pids[@]} == 0)) || kill "${pids[@]}" 2>/dev/null || true
  if mountpoint -q "$work/small"; then umount "$work/small"; fi
  rm -rf "$work"
}
trap clean_up EXIT

# expect STATUS TEXT COMMAND…: exactly one line on standard error.
expect() {
  local status=0 wanted=$1 text=$2 said
  shift 2
  said=$("$@" 2>&1 >/dev/null </dev/null) || status=$?
  [[ $status == "$wanted" ]] || { printf 'status %s, expected %s, of: %s\n%s\n' "$status" "$wanted" "$*" "$said"; exit 1; }
  [[ $said == *"$text"* ]] || { printf "did not say '%s' but: %s\n" "$text" "$said"; exit 1; }
  [[ $(wc -l <<<"$said") == 1 ]] || { printf 'more than one line: %s\n' "$said"; exit 1; }
}

# A copy of the launcher with its list, so that nothing here touches the real build folder.
mkdir -p "$work/tree/config"
cp "$source_folder/izvor" "$work/tree/"
cp "$source_folder/config/debian-packages.txt" "$work/tree/config/"
izvor=$work/tree/izvor

expect 2 "there is no command 'dmeo'" "$izvor" dmeo
expect 2 "demo does not know '--prot'" "$izvor" demo --prot 1
expect 2 "a number from 1 to 65535" "$izvor" demo --port 99999
expect 2 "a number from 1 to 65535" "$izvor" demo --port
expect 2 "up needs --config FILE" "$izvor" up
expect 1 "cannot read /nonexistent.toml" "$izvor" up --config /nonexistent.toml
expect 2 "does not know the stage 'nosuch'" "$izvor" test nosuch
expect 2 "bench corpora takes the folder of the corpora" "$izvor" bench corpora
expect 1 "there is no folder /nonexistent" "$izvor" bench corpora /nonexistent

# A taken port is said before anything is built.
port_file=$work/port
"${IZVOR_SITE_SERVER:?}" "$source_folder/tests/data/site" >"$port_file" 2>/dev/null &
pids+=($!)
for _ in {1..100}; do grep -q listening "$port_file" && break; sleep 0.1; done
port=$(grep -oE '[0-9]+$' "$port_file")
expect 1 "port $port is taken" "$izvor" demo --port "$port"

# Without root and without sudo a missing package is named, with the command to run.
echo 'izvor-no-such-package' >>"$work/tree/config/debian-packages.txt"
sed -i 's/^\[run\]$/[run]\nizvor-no-such-package/' "$work/tree/config/debian-packages.txt"
if ((EUID == 0)); then
  chmod 755 "$work" && chmod -R a+rX "$work"
  without_sudo=$work/bin
  mkdir -p "$without_sudo"
  for tool in bash dirname readlink dpkg-query nproc env; do ln -s "$(command -v $tool)" "$without_sudo/$tool"; done
  chmod -R a+rX "$work"
  expect 1 "apt-get install izvor-no-such-package" \
    setpriv --reuid=65534 --regid=65534 --clear-groups env PATH="$without_sudo" bash "$izvor" demo --port 1

  # A full disk: the build folder lies on a file system of one megabyte.
  mkdir -p "$work/small"
  if mount -t tmpfs -o size=1m tmpfs "$work/small" 2>/dev/null; then
    mkdir -p "$work/small/config"
    cp "$source_folder/izvor" "$work/small/"
    cp "$source_folder/config/debian-packages.txt" "$work/small/config/"
    expect 1 "the disk is nearly full" "$work/small/izvor" demo --port 1
  else
    echo "not shown here: a full disk (no right to mount)"
  fi
fi
echo "the launcher speaks clearly"
