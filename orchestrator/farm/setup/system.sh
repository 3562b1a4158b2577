# shellcheck shell=bash
# What only the system's package manager can install: listed before it is done, and done by root or sudo only.

# Maven, Python 3 and util-linux, where they are missing; before anything is fetched.
need_the_system() {
  local packages=()
  lacking
  [[ ${#packages[@]} -eq 0 ]] && return
  install_on_the_system "${packages[@]}"
  hash -r
  lacking
  [[ ${#packages[@]} -eq 0 ]] || fail 2 "still without ${packages[*]} after apt-get installed it; see above"
}

# Fills the caller's `packages`.
lacking() {
  packages=()
  type -P mvn >/dev/null || packages+=(maven)
  [[ -n $(system_python || true) ]] || packages+=(python3)
  type -P flock unshare >/dev/null || packages+=(util-linux)
}

install_on_the_system() {
  local as_root
  type -P apt-get >/dev/null ||
    fail 2 "this machine lacks $* and is not of the Debian family: install what holds mvn, python3, flock and unshare"
  as_root=$(root_or_sudo) ||
    fail 2 "this machine lacks $*, which need root to install. Have root run this, then ./farm again:" \
      "apt-get install -y $*"
  say "installing $* with the system's package manager: ${as_root}apt-get install -y $*"
  # shellcheck disable=SC2086
  ${as_root}apt-get install -y "$@" </dev/null >&2 && return
  say "apt-get's index may be old or empty; reading it anew: ${as_root}apt-get update"
  # shellcheck disable=SC2086
  ${as_root}apt-get update </dev/null >&2 && ${as_root}apt-get install -y "$@" </dev/null >&2 ||
    fail 2 "apt-get could not install $*; see above"
}

# What comes before a command that root must run; false where nobody here is root. Sudo may ask on a terminal only.
root_or_sudo() {
  if [[ $(id -u) -eq 0 ]]; then return; fi
  type -P sudo >/dev/null || return 1
  sudo -n true 2>/dev/null || [[ -t 0 && -t 2 ]] || return 1
  echo 'sudo '
}
