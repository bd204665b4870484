# Debian packages, for machines where the script is root and may install them.
# shellcheck shell=bash

can_apt() { is_root && have apt-get; }

system() { (. /etc/os-release 2>/dev/null && echo "$ID"); }

# The mirror this machine itself uses: nothing in this repository names a host. Empty where that is not Debian.
debian_mirror() {
  [ "$(system)" = debian ] || return 0
  local files=(/etc/apt/sources.list.d/debian.sources /etc/apt/sources.list.d/*.sources /etc/apt/sources.list /etc/apt/sources.list.d/*.list)
  { cat "${files[@]}" 2>/dev/null || true; } |
    awk '/^URIs:/ && !found { found = $2 } /^deb / && !found { for (i = 2; i <= NF; i++) if (!found && $i ~ /:\/\//) found = $i } END { print found }'
}

apt_update_once() {
  [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -mmin -720 -print -quit 2>/dev/null)" ] && return
  run apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -q update
}

# apt_install PACKAGE…: without recommended packages, and without starting the services they bring:
# the tests start their own on free ports, and a stray server on a well-known port would hide a mistake.
apt_install() {
  can_apt || fail "apt-get install $*" "install these with your package manager and run script/bootstrap again: $*"
  apt_update_once
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
    # shellcheck disable=SC2064
    trap "rm -f $policy" EXIT
  fi
  # No cluster for a PostgreSQL that is new here; a cluster that exists is left alone.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    printf 'create_main_cluster = false\n' >/etc/postgresql-common/createcluster.conf
  fi
  # Debian's init helper looks into every open descriptor of process 1; input is closed so that nothing can ask.
  DEBIAN_FRONTEND=noninteractive run apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 -o Dpkg::Options::=--force-confold \
    -q install -y --no-install-recommends "$@"
}

# apt_private SUITE FOLDER APT-ARG…: apt-get against one suite of the same mirror, without touching the machine's own apt state.
apt_private() {
  local suite=$1 folder=$2
  shift 2
  mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$(debian_mirror)" "$suite" >"$folder/sources.list"
  # A mirror that is a frozen snapshot has an expired Release file.
  run apt-get -q -o Dir::Etc::sourcelist="$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$folder/lists" \
    -o Dir::Cache="$folder/cache" -o Acquire::Check-Valid-Until=false -o Acquire::Languages=none -o APT::Sandbox::User=root "$@"
}
