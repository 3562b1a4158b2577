# shellcheck shell=bash
# The JDK.

package_arch() { dpkg --print-architecture; }

# A Python that is no shim of a version manager, where there is one.
system_python() { if [[ -x $FARM_SYSTEM/usr/bin/python3 ]]; then echo "$FARM_SYSTEM/usr/bin/python3"; else type -P python3; fi; }

need_jdk() {
  find_jdk && return
  say "found no JDK 21 or newer in JAVA_HOME, /usr/lib/jvm or on the PATH; unpacking openjdk-21 below $FARM_CACHE"
  with_work_folder unpack_jdk
  find_jdk || fail 2 "the JDK in $FARM_CACHE/tools/jdk does not run. Install one, such as openjdk-21-jdk, or point" \
    "JAVA_HOME at one."
}

find_jdk() {
  local home
  while read -r home; do
    if is_jdk "$home"; then
      export JAVA_HOME=$home
      return
    fi
  done < <(jdk_candidates)
  return 1
}

# Debian's JDK with the C library it was built for, since the machine's may be older.
unpack_jdk() {
  local suite arch aside=$FARM_WORK/jdk
  suite=$(farm_suite)
  arch=$(package_arch)
  unpack_packages "$suite" "$arch" "$aside" openjdk-21-jdk-headless openjdk-21-jre-headless \
    libc6 zlib1g libstdc++6 libgcc-s1
  settings_inside "$aside"
  "$(jdk_home "$aside")/bin/java" -version 2>/dev/null || own_loader "$aside"
  [[ -e $FARM_SYSTEM/etc/ssl/certs/java/cacerts ]] ||
    say "Java has no list of certificates here, so Maven cannot fetch; needs root: apt-get install -y ca-certificates-java"
  mkdir -p "$FARM_CACHE/tools"
  place jdk "$aside"
  "$(jdk_home "$FARM_CACHE/tools/jdk")/bin/javac" -version >/dev/null ||
    fail 2 "the JDK was unpacked to $FARM_CACHE/tools/jdk but does not run"
}

jdk_home() { find "$1/usr/lib/jvm" -mindepth 1 -maxdepth 1 -type d -name 'java-21-*' | head -n 1; }

# Its settings are links into /etc; they are to lead into the unpacked /etc.
settings_inside() {
  local link
  while read -r link; do
    ln -sfn "$FARM_CACHE/tools/jdk$(readlink "$link")" "$link"
  done < <(find "$1/usr/lib/jvm" -type l -lname '/etc/java-*')
}

# own_loader FOLDER: its programs become scripts that start them under the unpacked loader.
own_loader() {
  local home loader program libraries
  home=$(jdk_home "$1")
  home=$FARM_CACHE/tools/jdk${home#"$1"}
  loader=$(cd "$1/usr/lib" && find . -path '*-linux-gnu*/ld-linux*.so*' | head -n 1)
  loader=$FARM_CACHE/tools/jdk/usr/lib/${loader#./}
  libraries=$(dirname "$loader"):$home/lib:$home/lib/server
  while read -r program; do
    mv "$program" "$program.elf"
    printf '#!/bin/sh\nexec %q --library-path %q %q "$@"\n' "$loader" "$libraries" \
      "$FARM_CACHE/tools/jdk${program#"$1"}.elf" >"$program"
    chmod 755 "$program"
  done < <(find "$(jdk_home "$1")/bin" "$(jdk_home "$1")/lib/jspawnhelper" -type f)
}

jdk_candidates() {
  local javac
  [[ -n ${JAVA_HOME:-} ]] && echo "$JAVA_HOME"
  javac=$(type -P javac || true)
  [[ -n $javac ]] && dirname "$(dirname "$(readlink -f "$javac")")"
  for javac in "$FARM_SYSTEM"/usr/lib/jvm/*/bin/javac "$FARM_CACHE"/tools/jdk/usr/lib/jvm/*/bin/javac; do
    echo "${javac%/bin/javac}" # the pattern itself where there is none: no JDK either
  done
}

# is_jdk HOME: whether it has a compiler and its release file says 21 or more; sets JDK_VERSION.
is_jdk() {
  [[ -x $1/bin/javac && -r $1/release ]] || return 1
  JDK_VERSION=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$1/release")
  [[ ${JDK_VERSION%%[.+-]*} =~ ^[0-9]+$ && ${JDK_VERSION%%[.+-]*} -ge 21 ]]
}
