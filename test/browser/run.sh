#!/usr/bin/env bash
# Plays the stories of the pages in a real Chromium: CHROMIUM names it, else Debian's, else `chromium` is installed with
# apt-get. Exit 77 with a message if none can be had. Pictures go to BROWSER_PICTURES if it is set.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly LEFT_OUT=77

leave_out() {
  {
    echo '!!!'
    echo "!!! THE PAGES IN A BROWSER ARE LEFT OUT: $1"
    echo '!!! Install Chromium (apt-get install chromium), or name one by CHROMIUM=/path/of/it.'
    echo '!!!'
  } >&2
  exit $LEFT_OUT
}

CHROMIUM=${CHROMIUM:-$(command -v chromium || true)}
if [ -z "$CHROMIUM" ]; then
  command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ] || leave_out 'there is no chromium.'
  { apt-get -qq update && apt-get -qq install -y --no-install-recommends chromium; } >/dev/null ||
    leave_out 'apt-get could not install chromium.'
  CHROMIUM=$(command -v chromium) || leave_out 'there is no chromium.'
fi
export CHROMIUM
"$CHROMIUM" --version --no-sandbox
node --experimental-vm-modules node_modules/jest/bin/jest.js --runInBand --testTimeout=120000 \
  --testMatch '**/test/browser/stories/*.ts' -- "$@"
