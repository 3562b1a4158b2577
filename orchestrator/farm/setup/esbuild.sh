# shellcheck shell=bash
# esbuild, which bundles the action for GitHub Actions: a test makes the bundle again and holds it against the committed
# one. Only that test needs it.

ACTION_SOURCE=$FARM_ROOT/.github/actions/hil-test

# offer_esbuild WORDS...: sets it up where that is possible, and says what is skipped where it is not.
offer_esbuild() {
  local status
  [[ ${1:-} == setup || ${1:-} == verify ]] || return 0
  [[ -e $ACTION_SOURCE/package-lock.json ]] || return 0
  esbuild_is_there && return
  set +e # a failure ends the set-up's own shell only
  with_work_folder set_up_esbuild
  status=$?
  set -e
  [[ $status -eq 0 ]] || say "esbuild is not set up, see above; the test of the action's bundle is skipped." \
    "./farm setup tries again"
}

set_up_esbuild() {
  local aside=$FARM_WORK/esbuild arch
  esbuild_is_there && return # done by the set-up that was waited for
  case $(uname -m) in
    x86_64) arch=x64 ;;
    aarch64) arch=arm64 ;;
    *) fail 2 "esbuild is set up for x86_64 and aarch64 only, not for $(uname -m)" ;;
  esac
  mkdir -p "$aside" "$FARM_CACHE/tools" "$FARM_CACHE/stamps"
  keep_of_locked "$ACTION_SOURCE/package-lock.json" "$aside" "@esbuild/linux-$arch" bin/esbuild
  mv "$aside/linux-$arch/bin/esbuild" "$aside/esbuild"
  place esbuild "$aside"
  esbuild_stamp >"$FARM_CACHE/stamps/esbuild"
  say "esbuild: ready in $FARM_CACHE/tools/esbuild"
}

esbuild_is_there() {
  [[ -r $FARM_CACHE/stamps/esbuild && -x $FARM_CACHE/tools/esbuild/esbuild ]] &&
    [[ $(esbuild_stamp) == "$(<"$FARM_CACHE/stamps/esbuild")" ]]
}

esbuild_stamp() { echo "1 $(cksum <"$ACTION_SOURCE/package-lock.json")"; }
