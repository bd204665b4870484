#!/bin/sh
# Prepares a Debian or Ubuntu server for releases by Slipway. Run once, as root; running it again changes nothing.
#
#   prepare-server.sh 'ssh-ed25519 AAAA… deploy'
#
# The server already has Docker with the compose plugin 2.24 or newer (docs.docker.com/engine/install), systemd and OpenSSH.
# Afterwards the user `deploy` can release without sudo. Note that group docker can become root on this machine:
# give the key to nobody but the release workflow.
set -eu

key=${1:?usage: prepare-server.sh 'ssh-ed25519 AAAA... comment'}
user=deploy
home=/home/$user
config=/etc/haproxy/slipway

# 1. What releases use besides Docker: HAProxy moves the traffic, zstd and age make backups small and unreadable to others.
missing=''
for program in haproxy zstd age; do command -v "$program" >/dev/null || missing="$missing $program"; done
if [ -n "$missing" ]; then
  apt-get update -q
  # shellcheck disable=SC2086 # a list of words
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
fi
docker compose version >/dev/null || {
  echo 'Docker with the compose plugin is missing: see docs.docker.com/engine/install, then run this again.' >&2
  exit 1
}

# 2. The user that releases, reached by this key only. Group docker: containers. Group haproxy: the two sockets below.
id "$user" >/dev/null 2>&1 || useradd --create-home --home-dir "$home" --shell /bin/bash "$user"
usermod --append --groups docker,haproxy "$user"
install -d -m 0700 -o "$user" -g "$user" "$home/.ssh"
touch "$home/.ssh/authorized_keys"
grep -qxF "$key" "$home/.ssh/authorized_keys" || echo "$key" >>"$home/.ssh/authorized_keys"
chown "$user:$user" "$home/.ssh/authorized_keys"
chmod 0600 "$home/.ssh/authorized_keys"
# The undo of a switch is a timer of this user: it must run without a login, and after a reboot.
loginctl enable-linger "$user"

# 3. A folder of HAProxy configuration that the user owns: one file for each application, beside the server's own haproxy.cfg.
install -d -m 0750 -o "$user" -g haproxy "$config"

# 4. HAProxy's service also loads that folder, and lets group haproxy ask it to reload (master socket) as it already
#    lets that group ask and steer (admin socket /run/haproxy/admin.sock, set in Debian's haproxy.cfg).
haproxy -c -q -f /etc/haproxy/haproxy.cfg -f "$config"
settings="EXTRAOPTS=\"-f $config -S /run/haproxy-master.sock,mode,660,group,haproxy,level,admin\""
if ! grep -qxF "$settings" /etc/default/haproxy 2>/dev/null; then
  if grep -q '^EXTRAOPTS=' /etc/default/haproxy 2>/dev/null; then
    echo "/etc/default/haproxy sets EXTRAOPTS already: merge this line into it by hand, restart HAProxy, run this again:" >&2
    echo "$settings" >&2
    exit 1
  fi
  # Read by systemd, not by a shell.
  echo "$settings" >>/etc/default/haproxy
  # The only restart: it cuts what HAProxy serves in this moment.
  systemctl restart haproxy
fi
systemctl enable -q --now haproxy

echo "ready: $user can release to this server. Put this line into the workflow's known-hosts (with the name you connect to):"
sed "s/^/$(hostname) /" /etc/ssh/ssh_host_ed25519_key.pub
