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

# 5. For a stack that was started by plain `docker compose up`: the one program that leads its ports to HAProxy while it serves, so that its
#    first release costs no outage. It needs root for a few rules of iptables, and takes nothing but ports. Remove both files once that is done.
if command -v sudo >/dev/null && command -v iptables >/dev/null; then
  install -m 0755 -o root -g root /dev/stdin /usr/local/sbin/slipway-ports <<'PORTS'
#!/bin/sh
# Leads new connections to a published port to HAProxy's port beside it, while Slipway takes over a running stack or gives
# it back. Run by the deploying user through sudo, with these words only:
#
#   slipway-ports check|add|remove [ADDRESS:]PORT:BESIDE...     BESIDE is 18000 to 18999
#   slipway-ports list
#
# Every rule carries the comment `slipway`; nothing else is touched, a repetition changes nothing, a reboot clears all.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

refuse() { echo "slipway-ports: $1" >&2; exit 64; }
operation=${1:-}
case $operation in
  check | add | remove)
    shift
    if [ $# -lt 1 ] || [ $# -gt 32 ]; then refuse 'one to 32 ports are needed'; fi
    ;;
  list) [ $# -eq 1 ] || refuse 'list takes no argument' ;;
  *) refuse 'check, add, remove or list' ;;
esac
for pair; do
  [ "$operation" = list ] && break
  case $pair in *[!0-9.:]*) refuse "'$pair' is not [ADDRESS:]PORT:BESIDE" ;; esac
  echo "$pair" | grep -qxE '(([0-9]{1,3}\.){3}[0-9]{1,3}:)?[1-9][0-9]{0,4}:18[0-9]{3}' || refuse "'$pair' is not [ADDRESS:]PORT:BESIDE"
  rest=${pair%:*}
  port=${rest##*:}
  if [ "$port" -gt 65535 ] || [ "$port" -eq 22 ]; then refuse "port $port is not led elsewhere"; fi
done

command -v iptables >/dev/null || { echo 'iptables is not installed' >&2; exit 3; }
families=iptables
if grep -q . /proc/net/if_inet6 2>/dev/null && ip6tables -w 10 -t nat -S >/dev/null 2>&1; then families='iptables ip6tables'; fi

# shellcheck disable=SC2086 # rules are lists of words
have() { "$family" -w 10 -t "$1" -C "$2" $3 2>/dev/null; }
# shellcheck disable=SC2086,SC2317 # called by name below
add() { have "$@" || "$family" -w 10 -t "$1" -I "$2" 1 $3; }
# shellcheck disable=SC2086,SC2317
remove() { while have "$@"; do "$family" -w 10 -t "$1" -D "$2" $3; done; }

# What belongs to one pair. The port beside takes only connections that were led there, at their first packet; it is opened
# before they are, and closed after.
rules() {
  mark='-m comment --comment slipway'
  to="-j REDIRECT --to-ports $beside"
  at=''
  if [ -n "$address" ]; then
    [ "$family" = iptables ] || return 0
    at="-d $address"
    to="-j DNAT --to-destination $address:$beside"
  fi
  [ "$1" = remove ] || doors "$1"
  "$1" nat PREROUTING "$at -p tcp --dport $port -m addrtype --dst-type LOCAL $mark $to"
  "$1" nat OUTPUT "$at -o lo -p tcp --dport $port $mark $to"
  [ "$1" = add ] || doors "$1"
}
doors() {
  "$1" filter INPUT "-p tcp --dport $beside -m conntrack ! --ctstate DNAT ! -i lo $mark -j DROP"
  "$1" filter INPUT "-p tcp --dport $beside -m conntrack --ctstate DNAT $mark -j ACCEPT"
}

# Published ports of containers pass by the server's own firewall; HAProxy's do not.
closed() {
  if command -v firewall-cmd >/dev/null && firewall-cmd --quiet --state 2>/dev/null; then
    firewall-cmd --quiet --query-port="$port/tcp" || echo "firewalld does not let port $port in: firewall-cmd --permanent --add-port=$port/tcp, and --reload"
  elif iptables -w 10 -S INPUT | grep -qE '^-P INPUT (DROP|REJECT)|^-A INPUT -j (DROP|REJECT)'; then
    iptables -w 10 -S | grep -vE '^-A (DOCKER|FORWARD|OUTPUT|ufw6?-[a-z-]*(forward|output))' | grep -E -- '-j ACCEPT$' | grep -qE -- "--dports? ([0-9:]+,)*$port(,| )" ||
      echo "the firewall of the server does not let port $port in, as with ufw: ufw allow $port/tcp"
  fi
}

if [ "$operation" = list ]; then
  iptables -w 10 -t nat -S OUTPUT | grep -- '--comment slipway ' |
    sed -nE 's/.*--dport ([0-9]+) .*--to-ports ([0-9]+).*/\1:\2/p; s/.*--dport ([0-9]+) .*--to-destination ([0-9.]+):([0-9]+).*/\2:\1:\3/p' | sort -u
  exit 0
fi
iptables -w 10 -t nat -S >/dev/null || { echo 'the table nat cannot be used' >&2; exit 3; }
why=''
for pair; do
  beside=${pair##*:}
  rest=${pair%:*}
  port=${rest##*:}
  address=''
  [ "$rest" = "$port" ] || address=${rest%:*}
  if [ "$operation" = check ]; then
    [ "${address#127.}" != "$address" ] || why="$why$(closed)"
  else
    for family in $families; do rules "$operation"; done
  fi
done
[ -z "$why" ] || { echo "$why" >&2; exit 4; }
PORTS
  echo "$user ALL=(root) NOPASSWD: /usr/local/sbin/slipway-ports" | install -m 0440 -o root -g root /dev/stdin /etc/sudoers.d/slipway-ports
  visudo -cqf /etc/sudoers.d/slipway-ports
fi

# 6. Only where the runtime `systemd` runs units of the machine (systemd-scope: system): the orders that releases give to these templates, and
#    no others, as  UNITS='notes-backend notes-worker' prepare-server.sh 'ssh-ed25519 …'. Each template must say User=: a unit of root would run
#    what the deploying user uploads.
if [ -n "${UNITS:-}" ]; then
  command -v sudo >/dev/null || { echo 'UNITS: sudo is missing: apt-get install sudo' >&2; exit 1; }
  usermod --append --groups systemd-journal "$user"
  systemctl=$(command -v systemctl)
  allowed="$systemctl daemon-reload"
  for unit in $UNITS; do
    case $unit in *[!A-Za-z0-9_.-]* | *@* | *.service) echo "UNITS: '$unit' is no template's name without @.service" >&2; exit 1 ;; esac
    for color in blue green; do
      for order in 'start --no-block' 'stop --no-block' 'kill --signal\=SIGKILL' 'enable --quiet' 'disable --quiet' reset-failed; do
        allowed="$allowed, $systemctl $order $unit@$color.service"
      done
    done
  done
  echo "$user ALL=(root) NOPASSWD: $allowed" >/run/slipway-units
  visudo -cqf /run/slipway-units
  install -m 0440 -o root -g root /run/slipway-units /etc/sudoers.d/slipway-units
  rm /run/slipway-units
fi

# nginx, where it is installed (router: nginx): a folder for Slipway's include file, and the three commands of nginx that only root may give.
#    Who writes nginx's configuration can become root through it, as group docker can: see above for the key.
if command -v nginx >/dev/null && command -v visudo >/dev/null; then
  install -d -m 0755 -o "$user" -g "$user" /etc/nginx/slipway
  rules=/etc/sudoers.d/slipway-nginx
  program=$(command -v nginx)
  printf '%s ALL=(root) NOPASSWD: %s\n' "$user" "$program -t, $program -T, $program -s reload" >"$rules.new"
  chmod 0440 "$rules.new"
  visudo -q -c -f "$rules.new"
  mv -f "$rules.new" "$rules"
fi
# end of nginx

echo "ready: $user can release to this server. Put this line into the workflow's known-hosts (with the name you connect to):"
sed "s/^/$(hostname) /" /etc/ssh/ssh_host_ed25519_key.pub
