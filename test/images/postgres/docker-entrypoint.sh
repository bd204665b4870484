#!/bin/bash
# The part of the official entry point that applications rely on: first start makes the cluster, the user and the
# database, runs *.sql and *.sh of /docker-entrypoint-initdb.d, and every start ends as PID 1 = postgres.
set -euo pipefail

case ${1:-} in -*) set -- postgres "$@" ;; esac
if [ "${1:-}" != postgres ]; then exec "$@"; fi
case " $* " in *' --version '* | *' -V '* | *' --help '* | *' -? '*) exec "$@" ;; esac

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA"
  chmod 0700 "$PGDATA"
  find "$PGDATA" \! -user postgres -exec chown postgres: '{}' +
  exec gosu postgres "$0" "$@"
fi

if [ -s "$PGDATA/PG_VERSION" ]; then exec "$@"; fi

user=${POSTGRES_USER:-postgres}
database=${POSTGRES_DB:-$user}
if [ -z "${POSTGRES_PASSWORD:-}" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
  echo 'Error: Database is uninitialized and superuser password is not specified. Set POSTGRES_PASSWORD.' >&2
  exit 1
fi

# shellcheck disable=SC2086 # the documented variable holds words
initdb -D "$PGDATA" -U "$user" --encoding=UTF8 --locale=C.UTF-8 --auth-local=trust --auth-host=trust \
  --pwfile=<(printf '%s\n' "${POSTGRES_PASSWORD:-}") ${POSTGRES_INITDB_ARGS:-}
printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"

# Only on the local socket, so that nobody on the network meets a half-made database.
pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -p 5432" -w -s start
sql=(psql -v ON_ERROR_STOP=1 --no-password --no-psqlrc -U "$user")
if [ "$database" != postgres ]; then
  printf 'CREATE DATABASE :"db";\n' | "${sql[@]}" -d postgres -v db="$database"
fi
for file in /docker-entrypoint-initdb.d/*; do
  case $file in
    *.sh) bash "$file" ;;
    *.sql) "${sql[@]}" -d "$database" -f "$file" ;;
  esac
done
pg_ctl -D "$PGDATA" -m fast -w -s stop
exec "$@"
