# shellcheck shell=bash
# xterm.js, the terminal of a board's page: in the cache and never in the repository. Without it the page shows a
# board's words as text.

TERMINAL_SOURCE=$FARM_ROOT/orchestrator/server/terminal

# offer_terminal WORDS...: for commands that make everything ready or show the farm.
offer_terminal() {
  local status
  case ${1:-} in setup | verify | demo) ;; *) return 0 ;; esac
  described_is_there terminal "$TERMINAL_SOURCE" && return
  set +e # a failure ends the set-up's own shell only
  with_work_folder set_up_described terminal "$TERMINAL_SOURCE" "The boards' terminal" '@xterm/xterm [cl]*/xterm.[cj]s*'
  status=$?
  set -e
  [[ $status -eq 0 ]] || say "The boards' terminal is not set up, see above; boards' pages show text instead." \
    "./farm setup tries again"
}
