# Shared by the scripts in script/: where things are, and steps that report their time and fail loudly.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=$root/.cache
logs=$cache/log
mkdir -p "$logs" "$cache/bin"

# Tools that bootstrap made come before the machine's own, so that pinned versions win.
# shellcheck disable=SC2034 # npm runs with it
machine_path=$PATH
export PATH="$cache/bin:$root/node_modules/.bin:$PATH"

have() { command -v "$1" >/dev/null 2>&1; }

is_root() { [ "$(id -u)" = 0 ]; }

# One hash over the content and the names of files and folders.
hash_of() {
  (cd "$root" && find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) | sha256sum | cut -c1-16
}

# run CMD…: remembers the words as they were expanded, so that a failure names the real command.
run() {
  command_text="$*"
  "$@"
}

# fail MESSAGE HINT: ends a step with a reason that a person can act on.
fail() {
  printf '%s\n' "$1" >"$reason_file"
  printf '%s\n' "$2" >"$reason_file.hint"
  exit 1
}

note_failure() {
  [ -s "$reason_file" ] && return
  local failed=$BASH_COMMAND
  # shellcheck disable=SC2016 # the literal text of the line inside run()
  [ "$failed" = '"$@"' ] && failed=$command_text
  printf '%s\n' "$failed" >"$reason_file"
}

declare -A step_pid=() step_start=()

# begin NAME FUNCTION [ARG…]: runs a step in the background with a log of its own.
# What it writes to descriptor 3 becomes the words of its line ("already there").
begin() {
  local name=$1
  shift
  local file=$logs/${name//[^A-Za-z0-9.-]/-}
  rm -f "$file".*
  step_start[$name]=$SECONDS
  set -m # a process group for each step, so that ending one ends what it spawned
  (
    set +m
    set -Eeuo pipefail
    reason_file=$file.reason
    trap note_failure ERR
    "$@"
    echo $((SECONDS - step_start[$name])) >"$file.took"
  ) >"$file.log" 2>&1 3>"$file.words" </dev/null &
  step_pid[$name]=$!
  set +m
}

# finish NAME…: waits for steps and prints one line for each; the first failure ends the script.
finish() {
  local name file status
  for name in "$@"; do
    file=$logs/${name//[^A-Za-z0-9.-]/-}
    status=0
    wait "${step_pid[$name]}" || status=$?
    unset "step_pid[$name]"
    if [ "$status" != 0 ]; then
      report_failure "$name" "$file"
      exit 1
    fi
    printf '%s ... %s (%d s)\n' "$name" "$(cat "$file.words")" "$(cat "$file.took")"
  done
}

step() {
  begin "$@"
  finish "$1"
}

report_failure() {
  {
    # The cause is often said first, and usage or a summary last.
    if [ "$(wc -l <"$2.log")" -gt 24 ]; then
      head -n 6 "$2.log"
      echo '...'
    fi | sed 's/^/  /'
    tail -n 15 "$2.log" | sed 's/^/  /'
    printf 'bootstrap: failed: %s\n' "$(cat "$2.reason" 2>/dev/null || echo "$1")"
    if [ -s "$2.reason.hint" ]; then
      printf 'bootstrap: what to do: %s\n' "$(cat "$2.reason.hint")"
    else
      printf 'bootstrap: what to do: read %s, mend the cause and run script/bootstrap again; what is done is kept\n' "$2.log"
    fi
  } >&2
}

# Steps still running when the script ends (a failure elsewhere, Ctrl-C) end with it.
end_steps() {
  local pid
  for pid in "${step_pid[@]}"; do
    kill -- "-$pid" 2>/dev/null || true
  done
}
