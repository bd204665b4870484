#!/usr/bin/env bash
# Runs the team's own release script on the bare-metal server: systemd.sh release|rollback VERSION
# DEPLOY_TOKEN is the private SSH key; .github/known_hosts holds the server's line.
set -euo pipefail
action=$1 version=$2
host=deploy@metal.example.com

key=$(mktemp)
trap 'rm -f "$key"' EXIT
printf '%s\n' "$DEPLOY_TOKEN" >"$key"
there() {
  ssh -i "$key" -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=20 \
    -o StrictHostKeyChecking=yes -o UserKnownHostsFile=.github/known_hosts "$host" "$(printf '%q ' "$@")"
}

case $action in
  release) there /opt/cadence/deployment/update.sh "$version" ;;
  # The link changes by one rename: there is no moment without a release.
  rollback)
    there test -d "/opt/cadence/releases/$version"
    there ln -sfn "/opt/cadence/releases/$version" /opt/cadence/current.next
    there mv -T /opt/cadence/current.next /opt/cadence/current
    there sudo systemctl restart cadence-backend cadence-frontend
    ;;
  *)
    echo 'usage: systemd.sh release|rollback VERSION' >&2
    exit 2
    ;;
esac
