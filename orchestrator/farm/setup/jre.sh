# shellcheck shell=bash
# What runs the farm without building it: any Java of 21 or newer.

need_jre() {
  local home
  JRE_OLDER=
  while read -r home; do
    is_jre "$home" || continue
    export JAVA_HOME=$home
    return
  done < <(jre_candidates)
  fail 2 "found no Java 21 or newer in JAVA_HOME, on the PATH, in /usr/lib/jvm or in /opt/hil-farm/jre${JRE_OLDER:+ (only$JRE_OLDER)}." \
    "Install one, such as Debian 13's openjdk-21-jre-headless, or unpack any and point JAVA_HOME at its folder"
}

jre_candidates() {
  local java
  [[ -z ${JAVA_HOME:-} ]] || echo "$JAVA_HOME"
  java=$(type -P java || true)
  [[ -z $java ]] || dirname "$(dirname "$(readlink -f "$java")")"
  for java in "$FARM_SYSTEM"/usr/lib/jvm/*/bin/java "$FARM_SYSTEM/opt/hil-farm/jre/bin/java"; do
    echo "${java%/bin/java}" # the pattern itself where there is none: no Java either
  done
}

# is_jre HOME: whether it is 21 or newer, as it says in its file, else when it is asked; sets JRE_VERSION, and keeps in
# JRE_OLDER what it passes over.
is_jre() {
  [[ -x $1/bin/java ]] || return 1
  JRE_VERSION=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$1/release" 2>/dev/null || true)
  [[ -n $JRE_VERSION ]] ||
    JRE_VERSION=$(timeout 20 "$1/bin/java" -version 2>&1 </dev/null | sed -n 's/.* version "\([^"]*\)".*/\1/p' | head -n 1)
  [[ ${JRE_VERSION%%[.+-]*} =~ ^[0-9]+$ && ${JRE_VERSION%%[.+-]*} -ge 21 ]] && return
  JRE_OLDER+=" $1, which is ${JRE_VERSION:-none that runs}"
  return 1
}
