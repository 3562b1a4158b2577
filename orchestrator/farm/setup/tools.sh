# shellcheck shell=bash
# The outside programs. Each is taken from the PATH where it runs, else from package files unpacked below the cache.
# A stamp remembers what was proven to run, so the second set-up is quick; it names the recipe, the file, its age.

FARM_TOOLS=(esptool mtools micropython)
MTOOLS_PROGRAMS=(mcopy mdel mdeltree mdir mformat mlabel mmd mren mtype minfo mpartition mattrib)

need_tools() {
  local tool missing=()
  for tool in "${FARM_TOOLS[@]}"; do
    stamped "$tool" || missing+=("$tool")
  done
  [[ ${#missing[@]} -eq 0 ]] && return
  with_work_folder set_up_tools "${missing[@]}"
}

# with_work_folder COMMAND...: alone on this cache, with a folder that is gone afterwards, whatever happens.
with_work_folder() {
  local status
  mkdir -p "$FARM_CACHE"
  exec 9>"$FARM_CACHE/lock"
  flock -n 9 || { say "another set-up is at work on $FARM_CACHE; waiting for it"; flock -w 900 9; } ||
    fail 2 "the other set-up has not finished after 15 minutes"
  rm -rf "$FARM_CACHE"/work.*
  (
    FARM_WORK=$(mktemp -d "$FARM_CACHE/work.XXXXXX")
    trap 'rm -rf "$FARM_WORK"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    set -e
    "$@"
  )
  status=$? # looked at only where the caller goes on after a failure
  exec 9>&-
  return "$status"
}

set_up_tools() {
  local tool found
  mkdir -p "$FARM_CACHE/bin" "$FARM_CACHE/tools" "$FARM_CACHE/stamps"
  for tool in "$@"; do
    stamped "$tool" && continue # done by the set-up that was waited for
    if found=$("find_$tool"); then
      say "$tool: using $found"
    else
      "unpack_$tool" # leaves $FARM_CACHE/tools/$tool and its wrappers in bin
      found=$FARM_CACHE/bin/$("program_of_$tool")
      "proves_$tool" "$found" || fail 2 "$tool was unpacked to $FARM_CACHE/tools/$tool but does not run: $found"
      say "$tool: unpacked, runs: $found"
    fi
    stamp "$tool" "$found"
  done
}

stamp() { stamp_text "$1" "$2" >"$FARM_CACHE/stamps/$1.new" && mv "$FARM_CACHE/stamps/$1.new" "$FARM_CACHE/stamps/$1"; }

stamp_text() { printf '%s\n%s\n' "$2" "$("recipe_of_$1") $(stat -L -c '%s %Y' "$2")"; }

stamped() {
  local file program
  file=$FARM_CACHE/stamps/$1
  [[ -r $file ]] || return 1
  read -r program <"$file" && [[ -x $program ]] || return 1
  [[ $(stamp_text "$1" "$program") == "$(<"$file")" ]]
}

# place TOOL FOLDER: what was unpacked aside becomes the tool, in one move.
place() {
  rm -rf "$FARM_CACHE/tools/$1"
  mv "$2" "$FARM_CACHE/tools/$1"
}

# wrapper NAME: a program in bin, its text from standard input, in one move.
wrapper() {
  cat >"$FARM_WORK/$1"
  chmod 755 "$FARM_WORK/$1"
  mv "$FARM_WORK/$1" "$FARM_CACHE/bin/$1"
}

# on_path NAME: every program of that name, the PATH's first, then where the system's packages put theirs.
on_path() {
  type -ap "$1" | grep -vxF "$FARM_CACHE/bin/$1" || true
  echo "$FARM_SYSTEM/usr/bin/$1"
}

# first_proven TOOL NAME: the first that runs.
first_proven() {
  local candidate
  while read -r candidate; do
    if [[ -x $candidate ]] && "proves_$1" "$candidate"; then
      echo "$candidate"
      return
    fi
  done < <(on_path "$2")
  return 1
}

# A system's program outside the PATH, or hidden there by one that does not run, gets a wrapper in bin.
link_if_hidden() { [[ $(type -P "$1" || true) == "$2" ]] || printf '#!/bin/sh\nexec %q "$@"\n' "$2" | wrapper "$1"; }

# --- esptool: 4.x or 5.x; for flashing it needs pyserial and intelhex only -----------------------------------------
recipe_of_esptool() { echo 1; }
program_of_esptool() { echo esptool; }
# What is asked is read to its end: a program whose reader leaves early has failed.
proves_esptool() { timeout 20 "$1" version 2>/dev/null </dev/null | grep -E 'esptool(\.py)? v[45]\.' >/dev/null; }
find_esptool() {
  local found
  found=$(first_proven esptool esptool) || found=$(first_proven esptool esptool.py) || return 1
  link_if_hidden esptool "$found"
  echo "$found"
}

unpack_esptool() {
  local aside=$FARM_WORK/esptool
  unpack_packages "$(farm_suite)" "$(package_arch)" "$aside" esptool python3-serial python3-intelhex
  place esptool "$aside"
  # -s, -P and no PYTHONHOME: neither the user's modules nor the current folder's; exec keeps the process id.
  wrapper esptool <<END
#!/bin/sh
exec env -u PYTHONHOME PYTHONDONTWRITEBYTECODE=1 \\
  PYTHONPATH='$FARM_CACHE/tools/esptool/usr/lib/python3/dist-packages' '$(system_python)' -s$(safe_path_flag) -m esptool "\$@"
END
}

safe_path_flag() { "$(system_python)" -c 'import sys; print("P" if sys.version_info >= (3, 11) else "")'; }

# --- mtools: reads and writes FAT images without mounting them -------------------------------------------------------
recipe_of_mtools() { echo 1; }
program_of_mtools() { echo mcopy; }
proves_mtools() {
  local folder program
  folder=$(dirname "$1")
  for program in "${MTOOLS_PROGRAMS[@]}"; do
    [[ -x $folder/$program ]] || return 1
  done
  timeout 20 "$folder/mtype" -V 2>/dev/null | grep 'mtools' >/dev/null
}
find_mtools() {
  local found program
  found=$(first_proven mtools mcopy) || return 1
  for program in "${MTOOLS_PROGRAMS[@]}"; do
    link_if_hidden "$program" "$(dirname "$found")/$program"
  done
  echo "$found"
}

unpack_mtools() {
  local aside=$FARM_WORK/mtools program
  unpack_packages "$(own_suite)" "$(package_arch)" "$aside" mtools
  place mtools "$aside"
  for program in "${MTOOLS_PROGRAMS[@]}"; do
    printf '#!/bin/sh\nexec %q "$@"\n' "$FARM_CACHE/tools/mtools/usr/bin/$program" | wrapper "$program"
  done
}
