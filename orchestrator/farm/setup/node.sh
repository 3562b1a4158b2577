# shellcheck shell=bash
# --- Node: runs the emulator -----------------------------------------------------------------------------------------
# Debian's runs on its own loader and libraries, as MicroPython does.

NODE_LEAST=20

recipe_of_node() { echo 1; }
program_of_node() { echo node; }
proves_node() { [[ $(node_version "$1") =~ ^([0-9]+)\. ]] && ((BASH_REMATCH[1] >= NODE_LEAST)); }
node_version() { timeout 20 "$1" -p 'process.versions.node' 2>/dev/null </dev/null; }
find_node() {
  local found
  found=$(first_proven node node) || return 1
  link_if_hidden node "$found"
  echo "$found"
}

unpack_node() {
  local suite arch aside=$FARM_WORK/node names
  type -P apt-get dpkg dpkg-deb >/dev/null ||
    fail 2 "there is no Node $NODE_LEAST or newer here: take one from https://nodejs.org and put it on the PATH"
  suite=$(farm_suite)
  arch=$(package_arch)
  read_index "$suite" "$arch"
  mapfile -t names < <(package_closure "$suite" "$arch" nodejs | grep -vx node-corepack)
  [[ ${#names[@]} -gt 0 ]] || fail 2 "the index of $suite ($arch) has no nodejs: take Node $NODE_LEAST or newer" \
    "from https://nodejs.org and put it on the PATH"
  unpack_packages "$suite" "$arch" "$aside" "${names[@]}"
  private_node "$aside"
  place node "$aside"
  wrap_node "$FARM_CACHE/tools/node"
  proves_node "$FARM_CACHE/bin/node" || useless_node "$suite" "$(node_version "$FARM_CACHE/bin/node")"
}

useless_node() {
  rm -rf "$FARM_CACHE/tools/node" "$FARM_CACHE/bin/node"
  fail 2 "the nodejs of $1 is ${2:-one that does not run here}: take Node $NODE_LEAST or newer from https://nodejs.org" \
    "and put it on the PATH"
}

# private_node FOLDER: what was unpacked will run from the cache.
private_node() {
  find "$1/usr/share" -mindepth 1 -maxdepth 1 ! -name nodejs -exec rm -rf {} +
  # Debian's reads parts of itself below /usr/share: another path of the same length leads to where they are.
  find "$1" -name 'libnode.so*' -type f -exec sed -i 's|/usr/share/nodejs/|/proc/self/fd/9///|g' {} +
  # It would take the loader for itself, and start that as its own child.
  echo "process.execPath = process.env.HIL_FARM_NODE;" >"$1/itself.cjs"
}

# wrap_node FOLDER: the wrapper of the Node in it.
wrap_node() {
  local loader libraries
  loader=$(find "$1" -name 'ld-linux*.so*' | sort | head -n 1)
  libraries=$(find "$1" -name 'lib*.so*' -printf '%h\n' | sort -u | paste -sd:)
  wrapper node <<END
#!/bin/sh
exec 9<'$1/usr/share/nodejs'
HIL_FARM_NODE='$FARM_CACHE/bin/node' exec '$loader' --library-path '$libraries' '$1/usr/bin/node' -r '$1/itself.cjs' "\$@"
END
}
