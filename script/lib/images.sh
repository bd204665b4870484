# The images that tests and demo build on: pulled where a registry answers, made from Debian packages where none does.
# Either way they have the names everybody knows, so no Dockerfile has to care.
# shellcheck shell=bash disable=SC2154 # root, cache and machine_path are set in common.sh

has_image() { docker image inspect "$1" >/dev/null 2>&1; }

made_hash() { docker image inspect -f '{{ index .Config.Labels "slipway.made" }}' "$1" 2>/dev/null || true; }

# Asked once, of the first image; an engine without a way out answers quickly, one behind a silent firewall within the limit.
registry_answers() { timeout 15 docker pull -q debian:bookworm-slim >/dev/null 2>&1; }

# up_to_date IMAGE HASH: an image that someone pulled carries no mark of ours and is used as it is.
up_to_date() {
  has_image "$1" || return 1
  local made
  made=$(made_hash "$1")
  [ -z "$made" ] || [ "$made" = "$2" ]
}

# base_image SUITE: debian:SUITE-slim from the packages of the machine's own mirror, without documentation, as the official one.
base_image() {
  local suite=$1 image=debian:$1-slim mirror hash
  mirror=$(debian_mirror)
  hash=$(hash_of test/images/debian)
  if up_to_date "$image" "$hash"; then echo 'already there' >&3; return; fi
  [ -n "$mirror" ] || fail "docker pull $image" 'no registry answers, and images are made from packages only on Debian: run it where one of them is to be had'
  have mmdebstrap || apt_install mmdebstrap debian-archive-keyring
  # Through a file: a pipe would import whatever a failed run left as an image with a good name.
  local tar=$cache/debian-$suite.tar settings=$root/test/images/debian
  # shellcheck disable=SC2016 # mmdebstrap expands $1, the folder it works in
  run mmdebstrap --quiet --variant=minbase --include=ca-certificates --dpkgopt="$settings/dpkg.cfg" \
    --customize-hook="upload $settings/apt.conf /etc/apt/apt.conf.d/docker-clean" \
    --customize-hook='rm -f "$1"/var/cache/apt/*.bin' \
    "$suite" "$tar" "deb $mirror $suite main" "deb $mirror $suite-updates main"
  run docker import -c 'CMD ["bash"]' -c "LABEL slipway.made=$hash" \
    -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' "$tar" "$image"
  rm -f "$tar"
  echo 'made from packages' >&3
}

# built_image IMAGE FOLDER BASE…: from test/images/FOLDER, again only when the folder or a base has changed.
built_image() {
  local image=$1 folder=test/images/$2 hash base
  shift 2
  hash=$({
    hash_of "$folder"
    for base in "$@"; do docker image inspect -f '{{ .Id }}' "$base"; done
  } | sha256sum | cut -c1-16)
  if up_to_date "$image" "$hash"; then echo 'already there' >&3; return; fi
  run docker buildx build --progress=plain --provenance=false --load --label "slipway.made=$hash" -t "$image" "$root/$folder"
  # Targets keep engine data made from images as seeds (test/target/seed.ts); those of an older image are of no more use.
  docker volume ls --quiet --filter label=slipway-seed | xargs --no-run-if-empty docker volume rm --force >/dev/null || true
  echo 'built' >&3
}

pulled_image() {
  if has_image "$1"; then echo 'already there' >&3; return; fi
  run timeout 300 docker pull -q "$1"
  echo 'pulled' >&3
}

bases=(debian:bookworm-slim debian:trixie-slim)
parts=(python:3.13-slim nginx:1.26 postgres:17 registry:2 haproxy:3.0 redis:8)

# Decided by what is here, then by asking: an engine that has our own base image was once found to have no registry.
image_source() {
  if has_image debian:bookworm-slim; then
    if [ -n "$(made_hash debian:bookworm-slim)" ]; then echo packages; else echo registry; fi
  elif registry_answers; then
    echo registry
  else
    echo packages
  fi
}

ensure_images() {
  local image
  if [ "$(image_source)" = registry ]; then
    for image in "${bases[@]}" "${parts[@]}"; do begin "image $image" pulled_image "$image"; done
  else
    for image in "${bases[@]}"; do
      image=${image#debian:}
      begin "image debian:$image" base_image "${image%-slim}"
    done
    finish 'image debian:trixie-slim'
    # The packages of these come over one link and unpack on one disk: more than two at once gains nothing.
    for image in "${parts[@]}"; do begin "image $image" built_image "$image" "${image%%:*}" debian:trixie-slim; done
    finish 'image debian:bookworm-slim'
  fi
  if [ -n "${step_pid[image debian:bookworm-slim]:-}" ]; then finish 'image debian:bookworm-slim' 'image debian:trixie-slim'; fi
  begin 'image slipway-target:bookworm' built_image slipway-target:bookworm target "${bases[@]}"
  for image in "${parts[@]}"; do finish "image $image"; done
  finish 'image slipway-target:bookworm'
}
