# shellcheck shell=bash
# The emulator of RP2040 chips: our Node program and the one package it needs, together below the cache. Optional:
# without Node everything but emulated boards works.

EMULATOR_SOURCE=$FARM_ROOT/runners/virtual/emulator
EMULATOR_NODE=20

# offer_emulator WORDS...: sets it up where that is possible, and says what it lacks where it is not; only for commands
# that make everything ready or speak of emulated boards, so that no other one waits for it.
offer_emulator() {
  local node
  [[ ${1:-} == setup || ${1:-} == verify || $* == *emulated* ]] || return 0
  [[ -e $EMULATOR_SOURCE/package-lock.json ]] || return 0
  emulator_is_there && return
  node=$(first_proven node node) || {
    say "emulated boards need Node $EMULATOR_NODE or newer: $(node_advice); all else works without"
    return 0
  }
  type -P npm >/dev/null || {
    say "emulated boards need npm beside $node (Debian: apt install npm); all else works without"
    return 0
  }
  with_work_folder set_up_emulator "$node" || say "the emulator is not set up, see above; all else works without"
}

set_up_emulator() {
  local aside=$FARM_WORK/emulator
  emulator_is_there && return # done by the set-up that was waited for
  mkdir -p "$aside" "$FARM_CACHE/bin" "$FARM_CACHE/tools" "$FARM_CACHE/stamps"
  link_if_hidden node "$1"
  cp -R "$EMULATOR_SOURCE"/{package.json,package-lock.json,src} "$aside/"
  (cd "$aside" && npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error >&2) ||
    { say "npm could not fetch the emulator's package; run ./farm setup again when the network is back"; return 1; }
  timeout 20 "$1" "$aside/src/main.mjs" </dev/null ||
    { say "the emulator was fetched but does not run on $1"; return 1; }
  place emulator "$aside"
  emulator_stamp >"$FARM_CACHE/stamps/emulator"
  say "emulator: ready in $FARM_CACHE/tools/emulator, on $1"
}

emulator_is_there() {
  [[ -r $FARM_CACHE/stamps/emulator && -r $FARM_CACHE/tools/emulator/src/main.mjs ]] &&
    [[ $(emulator_stamp) == "$(<"$FARM_CACHE/stamps/emulator")" ]]
}

# Of the program itself: an edit of it is set up at the next start.
emulator_stamp() {
  (cd "$EMULATOR_SOURCE" && find package.json package-lock.json src -type f | LC_ALL=C sort | xargs cat | cksum)
}

proves_node() { [[ $(timeout 20 "$1" -p 'process.versions.node' 2>/dev/null </dev/null) =~ ^([0-9]+)\. ]] &&
  ((BASH_REMATCH[1] >= EMULATOR_NODE)); }

# node_advice: what to do on this machine.
node_advice() {
  local offered=
  type -P apt-cache >/dev/null && offered=$(apt-cache policy nodejs 2>/dev/null | awk '$1 == "Candidate:" { print $2 }')
  if [[ $offered =~ ^([0-9]+)\. ]] && ((BASH_REMATCH[1] >= EMULATOR_NODE)); then
    echo "apt install nodejs npm"
  else
    echo "this system's own is ${offered:-not known}, so take one from https://nodejs.org and put it on the PATH"
  fi
}
