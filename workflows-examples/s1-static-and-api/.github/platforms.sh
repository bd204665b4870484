#!/usr/bin/env bash
# Brings the API's image to Railway and the static pages to Vercel: platforms.sh release|rollback
# DEPLOY_TOKEN has three lines: Railway's project token of this environment, Vercel's token, Vercel's organisation id.
set -euo pipefail
mapfile -t tokens <<<"$DEPLOY_TOKEN"
railway=${tokens[0]} vercel=${tokens[1]:-} organisation=${tokens[2]:-}
if [ -z "$organisation" ]; then
  echo 'DEPLOY_TOKEN has fewer than three lines. Nothing was deployed.' >&2
  exit 2
fi

case $ENVIRONMENT in
  staging) environment_id=11111111-1111-4111-8111-111111111111 project=prj_staging ;;
  production) environment_id=22222222-2222-4222-8222-222222222222 project=prj_production ;;
  *)
    echo "No ids of $ENVIRONMENT in platforms.sh. Nothing was deployed." >&2
    exit 2
    ;;
esac
service=33333333-3333-4333-8333-333333333333 # of the API, the same in both environments of Railway

# One call of Railway's API. It answers 200 for what it refuses, too; the token goes by standard input.
ask() {
  local answer
  answer=$(curl --silent --show-error --fail-with-body --max-time 30 https://backboard.railway.com/graphql/v2 \
    --header 'Content-Type: application/json' --header @- --data "$1" <<<"Project-Access-Token: $railway")
  if [ "$(jq 'has("errors")' <<<"$answer")" = true ]; then
    jq --raw-output '"Railway refused: " + ([.errors[].message] | join("; "))' <<<"$answer" >&2
    return 1
  fi
}

deploy_api() {
  ask "$(jq --null-input --arg service "$service" --arg environment "$environment_id" --arg image "$IMAGE_BACKEND" '{
    query: "mutation($service: String!, $environment: String!, $input: ServiceInstanceUpdateInput!) { serviceInstanceUpdate(serviceId: $service, environmentId: $environment, input: $input) }",
    variables: { service: $service, environment: $environment, input: { source: { image: $image } } } }')"
  ask "$(jq --null-input --arg service "$service" --arg environment "$environment_id" '{
    query: "mutation($service: String!, $environment: String!) { serviceInstanceDeployV2(serviceId: $service, environmentId: $environment) }",
    variables: { service: $service, environment: $environment } }')"
}

# Pin the version that you use yourself.
pages() {
  VERCEL_TOKEN=$vercel VERCEL_ORG_ID=$organisation VERCEL_PROJECT_ID=$project npx --yes vercel@64.0.2 "$@"
}

# How far a release of this very run came: pages that it did not touch must not go back.
begun=${RUNNER_TEMP:-/tmp}/slipway-release-begun moved=${RUNNER_TEMP:-/tmp}/slipway-pages-moved

case $1 in
  release)
    touch "$begun"
    deploy_api
    touch "$moved"
    pages deploy frontend/public --prod --yes
    ;;
  # The pages first: those of before know nothing that only the new API has. They go to the deployment before; for a release further back
  # name it by hand: vercel rollback <its address>.
  rollback)
    if [ ! -e "$begun" ] || [ -e "$moved" ]; then pages rollback --yes; fi
    deploy_api
    ;;
  *)
    echo 'usage: platforms.sh release|rollback' >&2
    exit 2
    ;;
esac
