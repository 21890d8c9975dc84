#!/usr/bin/env bash
# R18: Schemathesis (Python) sends calls that the contract allows and forbids to a sandbox, once for each kind of
# caller. No answer may be a fault of the service or differ from /openapi.json. Exit 77 with a message if Python or
# Schemathesis cannot be had.
#   FUZZ_EXAMPLES=400 FUZZ_SEED=7 npm run test:fuzz
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly LEFT_OUT=77
readonly VERSION=4.32.5
readonly CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/ungestatus/schemathesis-$VERSION
readonly CALLERS=(nobody sa-nord cpr adviser-0751 adviser-0461 monitor dpo operator)
# Counts a status, type, header or body that the contract does not list, and a fault. A call above a limit is no fault.
CHECKS=not_a_server_error,status_code_conformance,content_type_conformance
CHECKS+=,response_headers_conformance,response_schema_conformance
readonly CHECKS
examples=${FUZZ_EXAMPLES:-10}
seed=${FUZZ_SEED:-$RANDOM}

leave_out() {
  {
    echo '!!!'
    echo "!!! FUZZING THE CONTRACT IS LEFT OUT: $1"
    echo '!!! Install Python 3.10 or later with venv and pip.'
    echo '!!!'
  } >&2
  exit $LEFT_OUT
}

command -v python3 >/dev/null || leave_out 'there is no python3.'
if [ ! -x "$CACHE/bin/schemathesis" ]; then
  python3 -m venv "$CACHE" && "$CACHE/bin/pip" install -q "schemathesis==$VERSION" ||
    { rm -rf "$CACHE"; leave_out 'Schemathesis could not be fetched.'; }
fi

folder=$(mktemp -d)
chmod 755 "$folder"
free_port='const s = require("node:net").createServer();
  s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
unset DATABASE_URL PUBLIC_URL HOST APPS
PORT=$(node -e "$free_port")
export PORT DATA_DIR=$folder/data UNGESTATUS_MODE=sandbox LOG_LEVEL=warn
# The limits are measured elsewhere; here they would answer every call.
export LIMIT_QUESTIONS=off LIMIT_REPORTS=off LIMIT_TOKENS=off LIMIT_BATCHES_AT_ONCE=off
url=http://127.0.0.1:$PORT
export HYPOTHESIS_STORAGE_DIRECTORY=$folder/hypothesis
npm run --silent build
node bin/ungestatus.js start >"$folder/service.log" 2>&1 &
service=$!
finish() {
  local status=$?
  trap - EXIT
  kill -TERM "$service" 2>/dev/null && wait "$service" || true
  [ "$status" -eq 0 ] || tail -n 20 "$folder/service.log" >&2
  rm -rf "$folder"
  exit "$status"
}
trap finish EXIT
for _ in $(seq 240); do curl -sf "$url/health/ready" >/dev/null && break; kill -0 "$service" || exit 1; sleep 0.5; done

failed=()
sent=0
for caller in "${CALLERS[@]}"; do
  echo "=== $caller"
  headers=(--header 'X-Purpose: follow-up')
  [ "$caller" = nobody ] || headers+=(--header "Authorization: Bearer $(npx ungestatus token "$caller")")
  # The clock only goes forward: at the year 9000 every token would have expired.
  "$CACHE/bin/schemathesis" run "$url/openapi.json" --url "$url" "${headers[@]}" --checks "$CHECKS" --mode all \
    --max-examples "$examples" --seed "$seed" --exclude-path /v1/sandbox/clock --phases examples,coverage,fuzzing \
    --continue-on-failure --no-color >"$folder/$caller.log" 2>&1 || failed+=("$caller")
  count=$(grep -oE '[0-9]+ generated' "$folder/$caller.log" | tail -n 1 | grep -oE '^[0-9]+' || echo 0)
  sent=$((sent + count))
  [ ${#failed[@]} -eq 0 ] || [ "${failed[-1]}" != "$caller" ] || tail -n 120 "$folder/$caller.log"
done
[ "$sent" -gt 0 ] || { tail -n 40 "$folder/nobody.log"; echo 'Schemathesis told no count of what it sent' >&2; exit 1; }

pass=true
[ ${#failed[@]} -eq 0 ] || pass=false
unit='kinds of callers answered otherwise than the contract says'
counts="\"value\":${#failed[@]},\"unit\":\"$unit\",\"n\":$sent,\"seed\":$seed"
echo "{\"id\":\"R18\",$counts,\"reach\":0,\"pass\":$pass}"
$pass
