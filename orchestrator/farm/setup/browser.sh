# shellcheck shell=bash
# What drives the farm's pages: the system's Chromium, Playwright without a browser of its own, and axe-core, which finds
# what keeps people out. Only the tests in a browser need them.

BROWSER_SOURCE=$FARM_ROOT/orchestrator/farm/browser
CHROMIUMS=(chromium google-chrome chromium-browser)

# offer_chromium WORDS...: has the system's package manager install one where there is none and that can be. It is large
# and for the whole system: verify takes what is there.
offer_chromium() {
  local status
  [[ ${1:-} == setup || ${1:-} == verify ]] || return 0
  find_chromium >/dev/null && return
  if [[ $1 == verify ]]; then
    say "There is no Chromium; the tests in a browser are skipped. ./farm setup installs one"
    return
  fi
  set +e # a failure ends its own shell only
  (
    set -e
    install_chromium
  )
  status=$?
  set -e
  [[ $status -eq 0 ]] || without_browser "There is no Chromium"
}

without_browser() { say "$1, see above; the tests in a browser are skipped. ./farm setup tries again"; }

install_chromium() {
  [[ -z ${HIL_FARM_CHROMIUM:-} ]] || fail 2 "HIL_FARM_CHROMIUM says $HIL_FARM_CHROMIUM, which is no Chromium that runs"
  type -P apt-get >/dev/null ||
    fail 2 "no ${CHROMIUMS[*]} here runs: put one on the PATH, or let HIL_FARM_CHROMIUM say where it is"
  install_on_the_system chromium
  hash -r
  find_chromium >/dev/null || fail 2 "apt-get installed chromium, and still none runs; see above"
}

# Where HIL_FARM_CHROMIUM says, and else the PATH's first that runs: some systems have one that only asks for another.
find_chromium() {
  local name candidates=("${CHROMIUMS[@]}")
  [[ -z ${HIL_FARM_CHROMIUM:-} ]] || candidates=("$HIL_FARM_CHROMIUM")
  for name in "${candidates[@]}"; do
    if name=$(type -P "$name") && proves_chromium "$name"; then
      echo "$name"
      return
    fi
  done
  return 1
}

proves_chromium() { timeout 20 "$1" --version 2>/dev/null </dev/null | grep -E '(Chromium|Chrome) [0-9]' >/dev/null; }

# offer_playwright WORDS...: with Node, which it runs on.
offer_playwright() {
  local status
  [[ ${1:-} == setup || ${1:-} == verify ]] || return 0
  [[ -e $BROWSER_SOURCE/package-lock.json ]] || return 0
  stamped node && described_is_there browser "$BROWSER_SOURCE" && return
  set +e # a failure ends the set-up's own shell only
  with_work_folder set_up_playwright
  status=$?
  set -e
  [[ $status -eq 0 ]] || without_browser "Playwright is not set up"
}

set_up_playwright() {
  local aside=$FARM_WORK/browser
  set_up_tools node
  described_is_there browser "$BROWSER_SOURCE" && return # done by the set-up that was waited for
  mkdir -p "$aside"
  keep_of_locked "$BROWSER_SOURCE/package-lock.json" "$aside" playwright-core '[!LR]*'
  keep_of_locked "$BROWSER_SOURCE/package-lock.json" "$aside" axe-core axe.min.js
  mv "$aside/playwright-core" "$aside/package" # the name that Playwright's Java half looks for
  place browser "$aside"
  described_stamp "$BROWSER_SOURCE" >"$FARM_CACHE/stamps/browser"
  say "Playwright: ready in $FARM_CACHE/tools/browser"
}
