# shellcheck shell=bash
# Building.

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
  run_maven -q -DskipTests -pl '!:distribution' package >&2 || { # an archive is for ./farm package
    rm -f "$started"
    fail 2 "the build failed; see above"
  }
  mkdir -p "$FARM_DIST"
  mv "$started" "$FARM_DIST/built" # dated before the build, so that an edit during it counts
}

# package_farm WORDS...: makes the archive; with --twice also that of a clone in another folder, which must be the same.
package_farm() {
  local archive
  [[ ${1:-} == "" || ${1:-} == --twice ]] || fail 1 "./farm package knows --twice only, not $1"
  rm -f "$FARM_ROOT"/distribution/target/hil-farm-*.tar.gz
  run_maven -q -DskipTests package >&2 || fail 2 "the build failed; see above"
  archive=$(packaged "$FARM_ROOT")
  [[ -e $archive ]] || fail 2 "Maven made no archive: it does so only online, and here it was told to stay offline"
  [[ ${1:-} != --twice ]] || package_again "$archive"
  echo "$archive"
}

packaged() { echo "$1"/distribution/target/hil-farm-*.tar.gz; }

package_again() {
  [[ $("$FARM_ROOT/distribution/commit") =~ ^[0-9a-f]{40}$ ]] ||
    fail 2 "--twice packages a clone of what is committed, and here files differ from that: commit first"
  with_work_folder package_clone "$1"
}

package_clone() {
  local clone="$FARM_WORK/a clone in another folder"
  git clone -q "$FARM_ROOT" "$clone"
  (FARM_ROOT=$clone && run_maven -q -DskipTests package >&2) || fail 2 "the clone's build failed; see above"
  cmp "$1" "$(packaged "$clone")" >&2 ||
    fail 2 "$1 and the archive of a clone differ: something of the folder, the time or the order got in"
  say "built twice, in two folders, and every byte is the same"
}
