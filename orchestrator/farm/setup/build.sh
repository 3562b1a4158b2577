# shellcheck shell=bash
# Building and running.

FARM_DIST=$FARM_ROOT/orchestrator/farm/target/farm-dist

# Colour only where a person looks (Maven resets it even where it has none); newer JDKs warn of what
# Maven's own libraries do, which is no news to anybody here.
run_maven() {
  if [[ -t 1 ]]; then
    maven always "$@"
  else
    maven never "$@" 2>&1 | sed -u 's/\x1b\[0\?m//g'
  fi
}

# maven COLOUR ARGUMENT...
maven() {
  local colour=$1 quiet=
  shift
  [[ $("$JAVA_HOME/bin/java" --help-extra 2>&1) != *--sun-misc-unsafe-memory-access* ]] ||
    quiet=--sun-misc-unsafe-memory-access=allow
  (cd "$FARM_ROOT" && PATH=$JAVA_HOME/bin:$PATH MAVEN_OPTS="${MAVEN_OPTS:-} $quiet" \
    mvn -B -ntp "-Dstyle.color=$colour" "$@")
}

# Stale: a source, resource or pom is newer than the last build.
stale() {
  [[ -e $FARM_DIST/built ]] || return 0
  [[ -n $(find "$FARM_ROOT/pom.xml" "$FARM_ROOT"/orchestrator/*/pom.xml "$FARM_ROOT"/runners/*/pom.xml \
    "$FARM_ROOT"/orchestrator/*/src/main "$FARM_ROOT"/runners/*/src/main \
    -newer "$FARM_DIST/built" -print -quit 2>/dev/null) ]]
}

# Several commands may be started at once: one builds, the others wait for it.
build_if_stale() {
  stale || return 0
  mkdir -p "$FARM_ROOT/orchestrator/farm/target"
  local building
  exec {building}>"$FARM_ROOT/orchestrator/farm/target/building"
  flock -n "$building" || {
    say "waiting for another ./farm, which is building"
    flock "$building"
  }
  ! stale || build
  exec {building}>&-
}

build() {
  say "building (the first time also fetches libraries; a few minutes)"
  local started
  started=$(mktemp)
  rm -rf "$FARM_DIST"
  run_maven -q -DskipTests package >&2 || {
    rm -f "$started"
    fail 2 "the build failed; see above"
  }
  mkdir -p "$FARM_DIST"
  mv "$started" "$FARM_DIST/built" # dated before the build, so that an edit during it counts
}

# A farm waits more than it computes: the small collector takes less memory, and less of a busy rack
# host. Limits for what runs for weeks: a submission's images are held in memory, so the
# orchestrator needs the most. A heap that begins small and gives back what it does not need is
# 40 MB smaller at its largest. (The quick compiler alone would digest images 20 times slower.)
memory() {
  local small="-Xms16m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25"
  case $1 in
    serve) echo "-Xmx192m $small" ;;
    agent) echo "-Xmx96m $small" ;;
  esac
}

run_farm() {
  # shellcheck disable=SC2046,SC2086
  exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
    -XX:+UseSerialGC $(memory "$1") ${HIL_FARM_JAVA_OPTS:-} \
    "-Drepository.root=$FARM_ROOT" -cp "$FARM_DIST/lib/*" org.hilfarm.farm.Main "$@"
}
