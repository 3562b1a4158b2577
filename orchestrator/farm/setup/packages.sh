# shellcheck shell=bash
# Debian package files, fetched and unpacked below the farm's cache: nothing is installed, no root is needed.
# Each (suite, architecture) has its own apt lists, so one small index is read and the system's are left alone.

# The suite that has esptool 4.7, MicroPython 1.25 and openjdk-21; other members of the Debian family use their own.
farm_suite() {
  if [[ $(os_release ID) == debian ]]; then echo trixie; else own_suite; fi
}

own_suite() { os_release VERSION_CODENAME; }

os_release() { (. "$FARM_SYSTEM/etc/os-release" && eval "echo \"\${$1:-}\""); }

# package_source SUITE ARCH: an apt source in deb822 form, made from the first entry of this machine's own sources
# whose suite is its own release and whose components hold main; the signing key stays what it is there.
package_source() {
  local file entry=
  for file in "$FARM_SYSTEM"/etc/apt/sources.list.d/*.sources; do
    [[ -r $file && -z $entry ]] && entry=$(deb822_entry "$1" "$2" <"$file")
  done
  for file in "$FARM_SYSTEM"/etc/apt/sources.list "$FARM_SYSTEM"/etc/apt/sources.list.d/*.list; do
    [[ -r $file && -z $entry ]] && entry=$(one_line_entry "$1" "$2" <"$file")
  done
  [[ -n $entry ]] && printf '%s\n' "$entry"
}

deb822_entry() {
  grep -v '^#' | awk -v own="$(own_suite)" -v suite="$1" -v arch="$2" -v RS= -F'\n' '
    { uris = ""; suites = " "; components = " "; types = " "; enabled = 1; signed = ""; key = "" }
    { for (i = 1; i <= NF; i++) {
        if ($i ~ /^[ \t]/) { if (key == "signed-by") signed = signed "\n" $i; value = $i }
        else { key = tolower($i); sub(/:.*/, "", key); value = $i; sub(/^[^:]*:[ \t]*/, "", value)
               if (key == "signed-by") signed = $i }
        if (key == "uris") uris = uris " " value
        if (key == "suites") suites = suites value " "
        if (key == "components") components = components value " "
        if (key == "types") types = types value " "
        if (key == "enabled" && tolower(value) == "no") enabled = 0
      } }
    enabled && types ~ / deb / && components ~ / main / && index(suites, " " own " ") && uris !~ /cdrom:/ {
      if (signed == "") signed = "X-Unsigned-By: none"
      printf "Types: deb\nURIs:%s\nSuites: %s\nComponents:%s\nArchitectures: %s\n%s\n", uris, suite, \
        components ~ / universe / ? " main universe" : " main", arch, signed
      exit
    }'
}

one_line_entry() {
  awk -v own="$(own_suite)" -v suite="$1" -v arch="$2" '
    $1 == "deb" && $0 !~ /cdrom:/ {
      line = $0; options = ""
      if (match(line, /\[[^]]*\]/)) { options = substr(line, RSTART + 1, RLENGTH - 2); sub(/\[[^]]*\]/, "", line) }
      n = split(line, word, /[ \t]+/); parts = " "
      for (i = 4; i <= n; i++) { if (word[i] ~ /^#/) break; parts = parts word[i] " " }
      if (word[3] != own || parts !~ / main /) next
      signed = "X-Unsigned-By: none"
      if (match(options, /signed-by=[^ ]+/)) signed = "Signed-By: " substr(options, RSTART + 10, RLENGTH - 10)
      printf "Types: deb\nURIs: %s\nSuites: %s\nComponents:%s\nArchitectures: %s\n%s\n", word[2], suite, \
        parts ~ / universe / ? " main universe" : " main", arch, signed
      exit
    }'
}

# read_index SUITE ARCH: once for each set-up; its server is asked again where it is just being updated itself.
read_index() {
  local again
  for again in 20 40 end; do
    index_holds "$1" "$2" && return
    [[ $again == end ]] && break
    say "its server seems to be in the middle of an update; asking again in $again s"
    sleep "$again"
  done
  fail 2 "the package index of $1 ($2) is not what its server says it should be (see above for apt's words):" \
    "run ./farm setup again in some minutes, or name another server below /etc/apt/sources.list.d"
}

# index_holds SUITE ARCH: read, or its server's files do not belong together (apt's words are said then).
index_holds() {
  local state=$FARM_WORK/apt-$1-$2
  [[ -e $state/ready ]] && return
  type -P apt-get dpkg dpkg-deb >/dev/null ||
    fail 2 "this machine is not of the Debian family: put esptool, mtools, micropython and a JDK 21 on the PATH yourself"
  mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
  : >"$state/status"
  package_source "$1" "$2" >"$state/farm.sources" ||
    fail 2 "found no apt source for $(own_suite) main on this machine; add one below /etc/apt/sources.list.d," \
      "or put the missing tools on the PATH"
  say "reading the package index of $1 ($2)"
  if private_apt "$1" "$2" -qq update 2>&1 | tee "$state/words" >&2; then
    : >"$state/ready"
    return
  fi
  grep -qE 'unexpected size|Hash Sum mismatch' "$state/words" ||
    fail 2 "the package index of $1 could not be read; is the network up? (see above for apt's words)"
  return 1
}

# private_apt SUITE ARCH ARGUMENT...: apt-get on that index's own state.
private_apt() {
  local state=$FARM_WORK/apt-$1-$2 arch=$2
  shift 2
  apt-get -o "Dir::Etc::SourceList=$state/farm.sources" -o Dir::Etc::SourceParts=/dev/null \
    -o "Dir::State::Lists=$state/lists" -o "Dir::State::status=$state/status" -o "Dir::Cache=$state/cache" \
    -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
    -o "APT::Sandbox::User=$(id -un)" -o Acquire::Languages=none -o Acquire::Retries=2 \
    -o "APT::Architecture=$arch" -o "APT::Architectures::=$arch" "$@" </dev/null
}

# package_closure SUITE ARCH PACKAGE: the names of the package and of all it needs, one a line.
package_closure() {
  private_apt "$1" "$2" -s install --no-install-recommends "$3" |
    awk '$1 == "Inst" { sub(/:.*/, "", $2); print $2 }'
}

# unpack_packages SUITE ARCH FOLDER PACKAGE...: the contents of the package files, below the folder.
unpack_packages() {
  local suite=$1 arch=$2 folder=$3 down
  shift 3
  down=$(mktemp -d "$FARM_WORK/debs.XXXXXX")
  mkdir -p "$folder"
  say "fetching $* ($suite, $arch), to be unpacked below $FARM_CACHE"
  read_index "$suite" "$arch"
  (cd "$down" && private_apt "$suite" "$arch" -qq download "$@" >&2) ||
    fail 2 "could not fetch $* of $suite; run ./farm setup again when the network is back"
  for package in "$down"/*.deb; do
    dpkg-deb -x "$package" "$folder"
  done
  rm -rf "$down"
}

# unpack_known_packages SUITE ARCH FOLDER: those of standard input, a digest and a place on the server a line; from the
# server that this index is read from.
unpack_known_packages() {
  local server digest place down
  server=$(sed -n 's/^URIs: *\([^ ]*\).*/\1/p' "$FARM_WORK/apt-$1-$2/farm.sources")
  down=$(mktemp -d "$FARM_WORK/debs.XXXXXX")
  while read -r digest place; do
    [[ $digest != '#' ]] || continue
    private_apt_helper "${server%/}/$place" "$down/${place##*/}" "SHA256:$digest" >&2 ||
      fail 2 "could not fetch ${place##*/} as this farm knows it; run ./farm setup again when the server's index is whole"
    dpkg-deb -x "$down/${place##*/}" "$3"
  done
  rm -rf "$down"
}

# private_apt_helper ADDRESS FILE DIGEST
private_apt_helper() {
  "$FARM_SYSTEM/usr/lib/apt/apt-helper" -qq -o "APT::Sandbox::User=$(id -un)" -o Acquire::Retries=2 \
    download-file "$@" </dev/null
}
