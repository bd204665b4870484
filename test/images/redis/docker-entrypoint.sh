#!/bin/sh
set -e
# Options alone are options of the server, which trusts the container's network.
case ${1:-} in -* | *.conf) set -- redis-server "$@" ;; esac
if [ "$1" = redis-server ]; then set -- "$@" --protected-mode no; fi
umask 077
exec "$@"
