# The Node that runs scripts: the pinned one where npm packages are installed, else the machine's own.
# shellcheck shell=bash

# Jobs that hold a token that writes do not install npm packages, so it may have to be the machine's.
node_for_scripts() {
  local node=node_modules/.bin/node
  [ -x $node ] || node=node
  if [ "$("$node" -p process.features.typescript 2>/dev/null)" != strip ]; then
    echo 'Node 24 is needed, which runs TypeScript as it is: run script/bootstrap, or put one on the PATH.' >&2
    return 1
  fi
  printf '%s\n' "$node"
}
