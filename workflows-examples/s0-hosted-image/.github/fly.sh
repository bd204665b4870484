#!/usr/bin/env bash
# Brings an image to Fly.io: fly.sh release|rollback. The applications are called api-staging and api-production.
set -euo pipefail
export FLY_API_TOKEN=$DEPLOY_TOKEN # by environment, so that no command line shows it

more=()
case $1 in
  release) ;;
  # The image before does not know the newest revision: its release_command would fail, and the schema stays as it is.
  rollback) more=(--skip-release-command) ;;
  *)
    echo 'usage: fly.sh release|rollback' >&2
    exit 2
    ;;
esac

# Pin the version that you use yourself (`flyctl version`), best by digest.
docker run --rm --env FLY_API_TOKEN --volume "$PWD/backend/fly.toml:/fly.toml:ro" flyio/flyctl:v0.3.182 \
  deploy --config /fly.toml --app "api-$ENVIRONMENT" --image "$IMAGE_BACKEND" --strategy bluegreen --yes "${more[@]}"
