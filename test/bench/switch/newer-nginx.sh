#!/usr/bin/env bash
# Prints the path of an nginx that knows keepalive_min_timeout (1.27.4 or newer), with its own libraries beside it, from Debian's newest packages.
# Nothing is installed; the files are kept in .cache/. Where they are not to be had, it says why and fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
# shellcheck source=/dev/null
source script/lib/common.sh
# shellcheck source=/dev/null
source script/lib/apt.sh
# shellcheck disable=SC2154 # cache is set in common.sh
folder=$cache/newer-nginx program=$cache/newer-nginx/nginx
if [ -x "$program" ] && "$program" -v 2>/dev/null; then
  echo "$program"
  exit
fi
if [ -z "$(debian_mirror)" ] || [ "$(uname -m)" != x86_64 ]; then
  echo 'packages of Debian for x86_64 are not to be had here' >&2
  exit 1
fi
rm -rf "$folder"
mkdir -p "$folder/debs"
apt_private sid "$folder" update >&2
(cd "$folder/debs" && apt_private sid "$folder" download nginx libc6 libpcre2-8-0 libssl3t64 libzstd1 zlib1g libcrypt1 >&2)
for deb in "$folder"/debs/*.deb; do dpkg-deb -x "$deb" "$folder/files"; done
libraries=$folder/files/usr/lib/x86_64-linux-gnu
# They are newer than those of this machine, so it needs their loader too.
printf '#!/bin/sh\nexec %q --library-path %q %q "$@"\n' "$libraries/ld-linux-x86-64.so.2" "$libraries" "$folder/files/usr/sbin/nginx" >"$program"
chmod +x "$program"
"$program" -v
echo "$program"
