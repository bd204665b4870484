# A Docker engine that answers, with the buildx and compose plugins.
# shellcheck shell=bash disable=SC2154 # root, cache and machine_path are set in common.sh

engine_answers() { timeout 20 docker info >/dev/null 2>&1; }

ensure_engine() {
  if engine_answers; then
    echo "answers ($(docker version -f '{{.Server.Version}}'))" >&3
    return
  fi
  if ! have dockerd || ! have docker; then
    can_apt || fail 'docker info' 'install and start Docker (docs.docker.com/engine/install), or run this as root on Debian or Ubuntu'
    apt_install docker.io iptables
  fi
  is_root || fail 'docker info' 'start Docker (Docker Desktop, or: sudo systemctl start docker) and give your user access to it (group docker)'
  start_engine
  echo "started ($(docker version -f '{{.Server.Version}}'))" >&3
}

start_engine() {
  local pid_file=/var/run/docker.pid deadline=$((SECONDS + 60))
  if [ -d /run/systemd/system ]; then
    run systemctl start docker
  else
    # After a power cut the number in the file may belong to another program, and dockerd would refuse to start.
    if [ -f $pid_file ] && [ "$(cat "/proc/$(cat $pid_file)/comm" 2>/dev/null)" != dockerd ]; then rm -f $pid_file; fi
    setsid dockerd >"$cache/dockerd.log" 2>&1 </dev/null 3>&- &
  fi
  until engine_answers; do
    if [ $SECONDS -ge $deadline ]; then
      tail -n 15 "$cache/dockerd.log" 2>/dev/null
      fail 'dockerd (no answer within 60 s)' "read $cache/dockerd.log"
    fi
    sleep 0.3
  done
}

ensure_plugins() {
  local missing=()
  docker buildx version >/dev/null 2>&1 || missing+=(docker-buildx)
  docker compose version >/dev/null 2>&1 || missing+=(docker-compose)
  if [ ${#missing[@]} -gt 0 ]; then
    can_apt || fail "docker ${missing[0]#docker-} version" "install the Docker CLI plugins: ${missing[*]}"
    case $(system) in
      ubuntu) apt_install docker-buildx docker-compose-v2 ;;
      debian) plugins_from_debian "${missing[@]}" ;;
    esac
    run docker buildx version
    run docker compose version
  fi
  echo "buildx $(docker buildx version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1), compose $(docker compose version --short)" >&3
}

# The machine's own release may be too old for them; their binaries need little. sid has the newest, and should those want a
# newer C library than this machine has, stable's do.
plugins_from_debian() {
  local suite
  for suite in sid trixie; do
    fetch_plugins "$suite" "$@"
    if docker buildx version >/dev/null 2>&1 && docker compose version >/dev/null 2>&1; then return; fi
  done
}

# Into the machine's plugin folder, because every program that spawns docker must find them without a DOCKER_CONFIG of ours.
fetch_plugins() {
  local suite=$1 folder=$cache/apt-$1 plugins=/usr/local/lib/docker/cli-plugins
  shift
  mkdir -p "$folder/debs" $plugins
  rm -rf "$folder/debs/"* "$folder/files"
  apt_private "$suite" "$folder" update
  (cd "$folder/debs" && apt_private "$suite" "$folder" download "$@")
  local deb
  for deb in "$folder"/debs/*.deb; do run dpkg-deb -x "$deb" "$folder/files"; done
  run cp "$folder"/files/usr/libexec/docker/cli-plugins/* $plugins/
}
