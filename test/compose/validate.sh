#!/usr/bin/env bash
# Validates docker-compose.yml with docker compose, for each profile and for the scale-out example; needs no daemon.
# Exit 77 with a message if there is no docker compose.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

if docker compose version >/dev/null 2>&1; then
  compose=(docker compose)
elif command -v docker-compose >/dev/null; then
  compose=(docker-compose)
else
  {
    echo '!!!'
    echo '!!! docker-compose.yml IS NOT CHECKED BY COMPOSE ITSELF: there is neither docker compose nor docker-compose.'
    echo '!!! Debian has the package docker-compose.'
    echo '!!!'
  } >&2
  exit 77
fi

export UNGESTATUS_MASTER_KEY=only-read-never-used
"${compose[@]}" config --quiet
for profile in kurrent kafka observe scale; do
  "${compose[@]}" --profile "$profile" config --quiet
  echo "profile $profile: read"
done
APPS=intake,status WORKERS=kafka PORTS=3000-3001 KAFKA_BROKERS=kafka:9092 \
  "${compose[@]}" --profile kafka --profile scale config --quiet
unset UNGESTATUS_MASTER_KEY
if "${compose[@]}" config --quiet 2>/dev/null; then
  echo 'Sabotage: without a master key the file must be refused, and it was not.' >&2
  exit 1
fi
echo 'docker-compose.yml: read by' "$("${compose[@]}" version --short 2>/dev/null || echo compose)"
