#!/usr/bin/env bash
# Runs the proofs that need Kafka: on the brokers that KAFKA_BROKERS names, else on an Apache Kafka of their own,
# fetched once with Maven and run with Java 17 or later, no Docker. Exit 77 with a message if neither can be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly LEFT_OUT=77

leave_out() {
  {
    echo '!!!'
    echo "!!! THE KAFKA PROOFS ARE LEFT OUT: $1"
    echo '!!! Install Java 17 or later and Maven, or name running brokers by KAFKA_BROKERS=host:port.'
    echo '!!!'
  } >&2
  exit $LEFT_OUT
}

if [ -z "${KAFKA_BROKERS:-}" ]; then
  command -v java >/dev/null || leave_out 'there is no java.'
  java_version=$(java -version 2>&1 | sed -nE 's/.*version "([0-9]+).*/\1/p' | head -n 1)
  [ "${java_version:-0}" -ge 17 ] || leave_out "java is version ${java_version:-unknown}."
  version=$(sed -nE 's/.*<kafka.version>(.*)<.*/\1/p' test/kafka/pom.xml)
  KAFKA_JARS=${XDG_CACHE_HOME:-$HOME/.cache}/ungestatus/kafka-$version
  if [ ! -e "$KAFKA_JARS/complete" ]; then
    command -v mvn >/dev/null || leave_out 'there is no mvn, and no jars were fetched before.'
    echo "Fetching Apache Kafka $version into $KAFKA_JARS"
    # An interrupted run left an incomplete set.
    rm -rf "$KAFKA_JARS"
    mvn -q -B -f test/kafka/pom.xml dependency:copy-dependencies -DoutputDirectory="$KAFKA_JARS" ||
      leave_out 'Maven could not fetch the jars.'
    touch "$KAFKA_JARS/complete"
  fi
  export KAFKA_JARS
fi

ignored=()
if [ -n "${KAFKA_BROKERS:-}" ]; then
  echo '!!! Brokers of somebody else are not stopped and not given users:' \
    'broker-is-away and brokers-want-a-login are left out.' >&2
  ignored=(--testPathIgnorePatterns broker-is-away brokers-want-a-login)
fi
node --experimental-vm-modules node_modules/jest/bin/jest.js --runInBand --testTimeout=400000 \
  --testMatch '**/test/kafka/proofs/*.ts' ${ignored[@]+"${ignored[@]}"} -- "$@"
