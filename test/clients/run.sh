#!/usr/bin/env bash
# Generates clients from the contract of a running service, compiles them and calls it with them: java, python,
# typescript-fetch, csharp (openapi-generator, from Maven) and openapi-typescript. Exit 77 with a message if Java,
# Maven or Python is missing or nothing can be fetched.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly LEFT_OUT=77
readonly PORT=${CLIENTS_PORT:-3973}
readonly CPR=7402104321

leave_out() {
  {
    echo '!!!'
    echo "!!! THE PROOF OF GENERATED CLIENTS IS LEFT OUT: $1"
    echo '!!! Install Java 17 or later, Maven and Python 3.9 or later.'
    echo '!!!'
  } >&2
  exit $LEFT_OUT
}

for tool in java mvn python3 npm; do command -v $tool >/dev/null || leave_out "there is no $tool."; done

folder=$(mktemp -d)
mkfifo "$folder/open"
# The service ends when the end of this pipe is closed.
node test/clients/serve.js "$folder" "$PORT" <"$folder/open" &
service=$!
exec 9>"$folder/open"
trap 'exec 9>&-; wait $service || true; rm -rf "$folder"' EXIT

version=$(sed -nE 's/.*<generator.version>(.*)<.*/\1/p' test/clients/pom.xml)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ungestatus/openapi-generator-$version
jar=$cache/openapi-generator-cli-$version.jar
[ -e "$jar" ] || mvn -q -B -f test/clients/pom.xml dependency:copy-dependencies -DoutputDirectory="$cache" ||
  leave_out 'Maven could not fetch the generator.'
for _ in $(seq 120); do [ -e "$folder/ready" ] && break; kill -0 $service || exit 1; sleep 0.5; done
[ -e "$folder/ready" ] || { echo 'the service did not get ready' >&2; exit 1; }
url=$(cat "$folder/ready")

# Three lines of the generator's output concern no fault of the document: that 3.1 is beta for it, a look-up without a
# name, and its new name for the parameter `from` (interfaces.md), a word reserved in Python: the call itself keeps it.
readonly OWN_WARNINGS='OpenAPI 3.1 support is still in beta|Failed to get the schema name: null|From \(reserved word\)'
for generator in java csharp python typescript-fetch; do
  java -jar "$jar" generate -i "$folder/openapi.json" -g "$generator" -o "$folder/$generator" \
    >"$folder/$generator.log" 2>&1 || { cat "$folder/$generator.log" >&2; exit 1; }
  warnings=$(grep -E '\b(WARN|ERROR)\b' "$folder/$generator.log" | grep -vE "$OWN_WARNINGS" || true)
  echo "$generator: generated, $(printf '%s' "$warnings" | grep -c . || true) warnings about the document"
  [ -z "$warnings" ] || { printf '%s\n' "$warnings" >&2; exit 1; }
done

python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q -r "$folder/python/requirements.txt" ||
  leave_out 'the packages of the Python client could not be fetched.'
PYTHONPATH="$folder/python" "$folder/venv/bin/python" test/clients/live/ask.py "$url" "$folder/adviser-0751.token" $CPR

(
  cd "$folder/java" &&
    mvn -q -B -Dmaven.test.skip=true compile dependency:build-classpath -Dmdep.outputFile=classpath
) || exit 1
classpath=$folder/java/target/classes:$(cat "$folder/java/classpath")
java -cp "$classpath" test/clients/live/ask.java "$url" "$folder/adviser-0751.token" $CPR

cp test/clients/package.json "$folder/package.json"
npm install --silent --no-package-lock --prefix "$folder" ||
  leave_out 'npm could not fetch TypeScript and openapi-typescript.'
readonly ES=(--target es2022 --module esnext --moduleResolution bundler --lib es2022,dom)
(cd "$folder" && node_modules/.bin/tsc --noEmit --strict --skipLibCheck "${ES[@]}" typescript-fetch/index.ts)
(cd "$folder" && node_modules/.bin/openapi-typescript openapi.json -o contract.ts)
(cd "$folder" && node_modules/.bin/tsc --noEmit --strict contract.ts)
echo 'typescript-fetch and openapi-typescript: compiled'

if command -v dotnet >/dev/null; then
  (cd "$folder/csharp" && dotnet build -warnaserror)
else
  echo '!!! csharp: generated without warnings and NOT COMPILED: there is no dotnet here.' >&2
fi
