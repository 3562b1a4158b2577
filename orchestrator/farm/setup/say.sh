# shellcheck shell=bash
# Words go to standard error, so that a command's own output stays clean.

say() { printf 'farm: %s\n' "$*" >&2; }

# fail EXIT-CODE TEXT...
fail() {
  local code=$1
  shift
  say "$@"
  exit "$code"
}
