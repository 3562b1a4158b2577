# shellcheck shell=bash
# What the system itself must have, and the JDK.

package_arch() { dpkg --print-architecture; }

# A Python that is no shim of a version manager, where there is one.
system_python() { if [[ -x /usr/bin/python3 ]]; then echo /usr/bin/python3; else type -P python3; fi; }

# Names everything that needs root first, in one command, before anything is fetched.
need_the_system() {
  local packages=() as_root=
  type -P mvn >/dev/null || packages+=(maven)
  [[ -n $(system_python || true) ]] || packages+=(python3)
  type -P flock unshare >/dev/null || packages+=(util-linux)
  [[ ${#packages[@]} -eq 0 ]] && return
  [[ $(id -u) -eq 0 ]] || as_root='sudo '
  fail 2 "this machine lacks ${packages[*]}, which need root to install. Run this, then ./farm again:" \
    "${as_root}apt-get install -y ${packages[*]}"
}

need_jdk() {
  local home
  while read -r home; do
    if is_jdk "$home"; then
      export JAVA_HOME=$home
      return
    fi
  done < <(jdk_candidates)
  fail 2 "found no JDK 21 or newer in JAVA_HOME, /usr/lib/jvm or on the PATH. Install one, such as openjdk-21-jdk," \
    "or point JAVA_HOME at it."
}

jdk_candidates() {
  local javac
  [[ -n ${JAVA_HOME:-} ]] && echo "$JAVA_HOME"
  javac=$(type -P javac || true)
  [[ -n $javac ]] && dirname "$(dirname "$(readlink -f "$javac")")"
  ls -d /usr/lib/jvm/*/ 2>/dev/null | sed 's|/$||'
  [[ -d $FARM_CACHE/tools/jdk ]] && ls -d "$FARM_CACHE"/tools/jdk/usr/lib/jvm/*/ | sed 's|/$||'
  true
}

# is_jdk HOME: whether it has a compiler and its release file says 21 or more; sets JDK_VERSION.
is_jdk() {
  [[ -x $1/bin/javac && -r $1/release ]] || return 1
  JDK_VERSION=$(sed -n 's/^JAVA_VERSION="\(.*\)"$/\1/p' "$1/release")
  [[ ${JDK_VERSION%%[.+-]*} =~ ^[0-9]+$ && ${JDK_VERSION%%[.+-]*} -ge 21 ]]
}
