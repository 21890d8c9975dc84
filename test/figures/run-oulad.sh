#!/usr/bin/env bash
# The OULAD figure on a service of its own: starts one on an empty data folder, imports the institution register and
# the OULAD enrolments by the command line, then compares its cohort counts with counts taken straight from the CSV.
# Exit 77 where the data is not there. SHARED_DATA names its folder; default ../shared/data beside the project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly LEFT_OUT=77
readonly READY_SECONDS=120
data=${SHARED_DATA:-../shared/data}
register=$data/institution-register/institutions.csv
enrolments=$data/oulad-2013/studentRegistration.csv

for file in "$register" "$enrolments" "$data/oulad-2013/studentInfo.csv" "$data/oulad-2013/courses.csv"; do
  [ -r "$file" ] && continue
  {
    echo '!!!'
    echo "!!! THE OULAD FIGURE IS LEFT OUT: $file is not there."
    echo '!!! Put the data into ../shared/data beside the project, or name its folder by SHARED_DATA.'
    echo '!!!'
  } >&2
  exit $LEFT_OUT
done

folder=$(mktemp -d)
# PostgreSQL may run as another user than this script (as root it must).
chmod 755 "$folder"
service=''
finish() {
  local status=$?
  trap - EXIT
  if [ -n "$service" ] && kill -TERM "$service" 2>/dev/null; then wait "$service" || true; fi
  if [ "$status" -ne 0 ] && [ -s "$folder/service.log" ]; then
    echo "The service's last lines:" >&2
    tail -n 30 "$folder/service.log" >&2
  fi
  rm -rf "$folder"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

free_port='const s = require("node:net").createServer();
  s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
unset DATABASE_URL PUBLIC_URL HOST APPS
# Without stories the log is empty, so the clock can be put to the data's last day: everybody in it is under 25 then.
export DATA_DIR=$folder/data PORT UNGESTATUS_MODE=sandbox SANDBOX_STORIES=off UNGESTATUS_URL SHARED_DATA=$data
PORT=$(node -e "$free_port")
UNGESTATUS_URL=http://127.0.0.1:$PORT

npm run --silent build
node bin/ungestatus.js start >"$folder/service.log" 2>&1 &
service=$!
ready='fetch(process.env.UNGESTATUS_URL + "/health/ready")
  .then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1));'
until node -e "$ready"; do
  kill -0 "$service" 2>/dev/null || { echo 'The service ended before it was ready.' >&2; exit 1; }
  [ "$SECONDS" -lt "$READY_SECONDS" ] ||
    { echo "The service was not ready within $READY_SECONDS seconds." >&2; exit 1; }
  sleep 0.5
done

put_clock='const [now] = process.argv.slice(1);
  const headers = { "Content-Type": "application/json" };
  fetch(process.env.UNGESTATUS_URL + "/v1/sandbox/clock", { method: "PUT", headers, body: JSON.stringify({ now }) })
    .then(async (r) => { if (!r.ok) { console.error(await r.text()); process.exit(1); } });'
node -e "$put_clock" 2014-12-31T08:00:00Z

npx ungestatus import register "$register"
# Waits until every answer shows what was imported.
npx ungestatus import csv "$enrolments" --profile test/figures/oulad.profile.json | tee "$folder/import.log"
node test/figures/import-speed.js "$folder/import.log"
node test/figures/oulad.js
# Last: it gives the students a residence.
node test/figures/status-latency.js
