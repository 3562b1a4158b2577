# shellcheck shell=bash
# The emulator of RP2040 chips: our Node program and the packages that its lock file pins, together below the cache.
# Optional: without it everything but emulated boards works.

EMULATOR_SOURCE=$FARM_ROOT/runners/virtual/emulator

# offer_emulator WORDS...: sets it up where that is possible, and says what it lacks where it is not; only for commands
# that make everything ready or speak of emulated boards, so that no other one waits for it.
offer_emulator() {
  local status
  [[ ${1:-} == setup || ${1:-} == verify || $* == *emulated* ]] || return 0
  [[ -e $EMULATOR_SOURCE/package-lock.json ]] || return 0
  stamped node && emulator_is_there && return
  set +e # a failure ends the set-up's own shell only
  with_work_folder set_up_emulator
  status=$?
  set -e
  [[ $status -eq 0 ]] || say "emulated boards are not set up, see above; all else works without. ./farm setup tries again"
}

set_up_emulator() {
  local aside=$FARM_WORK/emulator node
  set_up_tools node
  emulator_is_there && return # done by the set-up that was waited for
  read -r node <"$FARM_CACHE/stamps/node"
  mkdir -p "$aside"
  cp -R "$EMULATOR_SOURCE"/{package.json,package-lock.json,src} "$aside/"
  if type -P npm >/dev/null; then npm_packages "$aside"; else pinned_packages "$aside"; fi
  timeout 20 "$node" "$aside/src/main.mjs" </dev/null || fail 2 "the emulator was fetched but does not run on $node"
  place emulator "$aside"
  emulator_stamp >"$FARM_CACHE/stamps/emulator"
  say "emulator: ready in $FARM_CACHE/tools/emulator, on $node"
}

emulator_is_there() {
  [[ -r $FARM_CACHE/stamps/emulator && -r $FARM_CACHE/tools/emulator/src/main.mjs ]] &&
    [[ $(emulator_stamp) == "$(<"$FARM_CACHE/stamps/emulator")" ]]
}

# Of the program itself: an edit of it is set up at the next start.
emulator_stamp() {
  (cd "$EMULATOR_SOURCE" && find package.json package-lock.json src -type f | LC_ALL=C sort | xargs cat | cksum)
}

# npm knows the user's registry, proxy and passwords.
npm_packages() {
  (cd "$1" && npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error >&2) ||
    fail 2 "npm could not fetch the emulator's package; run ./farm setup again when the network is back"
}

# pinned_packages FOLDER: what npm ci does, for a machine without it: each package as the lock file has it.
pinned_packages() {
  local registry place version integrity name file=$FARM_WORK/package.tgz
  registry=$(npm_registry)
  [[ -n $registry ]] || fail 2 "without npm nobody knows where to fetch the emulator's package from: put npm on the" \
    "PATH (Debian: apt install npm), or write registry=ADDRESS into ~/.npmrc"
  while read -r place version integrity; do
    name=${place##*node_modules/}
    say "fetching $name $version from $registry"
    download "$registry$name/-/${name##*/}-$version.tgz" "$file" ||
      fail 2 "could not fetch $name $version; run ./farm setup again when the network is back. The registry is npm's:" \
        "registry= in ~/.npmrc names another; one that wants a password needs npm on the PATH"
    is_the_pinned "$file" "$integrity" ||
      fail 2 "what $registry has as $name $version is not what package-lock.json pins (sha512); it was not used"
    mkdir -p "$1/$place"
    tar -xzf "$file" -C "$1/$place" --strip-components=1 --no-same-owner
  done < <(locked_packages <"$1/package-lock.json")
}

# The place, version and digest of every package, from the form that npm writes.
locked_packages() {
  awk -F'"' '
    /^    "/ { place = $2 }
    $2 == "version" { version = $4 }
    $2 == "integrity" && place ~ /^node_modules\// { print place, version, $4 }'
}

is_the_pinned() {
  local digest
  digest=$(printf '%s' "${2#sha512-}" | base64 -d | od -An -v -tx1 | tr -d ' \n')
  [[ $2 == sha512-* ]] && printf '%s  %s\n' "$digest" "$1" | sha512sum -c --status
}

# Where npm is told to fetch from: in the environment, else by the user, else by the machine; nothing where it is told
# nothing, since only npm itself knows its default.
npm_registry() {
  local file found=${npm_config_registry:-${NPM_CONFIG_REGISTRY:-}}
  for file in "${npm_config_userconfig:-$HOME/.npmrc}" "$FARM_SYSTEM/usr/local/etc/npmrc" "$FARM_SYSTEM/etc/npmrc"; do
    [[ -n $found || ! -r $file ]] || found=$(sed -n 's/^registry *= *"\{0,1\}\([^" ]*\).*/\1/p' "$file" | tail -n 1)
  done
  [[ -z $found ]] || echo "${found%/}/"
}

# download ADDRESS FILE: with what the machine has; each knows the proxies of the environment.
download() {
  if type -P curl >/dev/null; then
    curl -fsSL --retry 2 --max-time 300 -o "$2" "$1" >&2
  elif type -P wget >/dev/null; then
    wget -q --tries=2 --timeout=60 -O "$2" "$1" >&2
  else
    "$FARM_SYSTEM/usr/lib/apt/apt-helper" -qq download-file "$1" "$2" >&2
  fi
}
