# shellcheck shell=bash
# MicroPython, one of the outside programs: plays the interpreter of a virtual board.
# The 32-bit build has the 16-byte heap blocks of a board; it runs on its own loader and libraries.
recipe_of_micropython() { echo 1; }
program_of_micropython() { echo micropython; }
proves_micropython() {
  [[ $(timeout 20 "$1" -X heapsize=180k -c \
    'import gc, sys; print(sys.implementation.version[:2] >= (1, 22) and gc.mem_free() < 184320)' 2>/dev/null \
    </dev/null) == True ]]
}
find_micropython() {
  local found
  found=$(first_proven micropython micropython) || return 1
  link_if_hidden micropython "$found"
  echo "$found"
}

unpack_micropython() {
  if [[ $(package_arch) == amd64 ]]; then
    unpack_32_bit_micropython
    proves_micropython "$FARM_CACHE/bin/micropython" && return
    say "this kernel does not run the 32-bit MicroPython; taking the 64-bit one (larger heap blocks than a board's)"
  fi
  unpack_micropython_of "$(package_arch)"
}

# Some package servers bring this old architecture up to date days after their own list says so.
unpack_32_bit_micropython() {
  if [[ $(farm_suite) != trixie ]] || index_holds trixie i386; then
    unpack_micropython_of i386
  else
    unpack_known_micropython
  fi
}

unpack_micropython_of() {
  local arch=$1 aside=$FARM_WORK/micropython names
  read_index "$(farm_suite)" "$arch"
  mapfile -t names < <(package_closure "$(farm_suite)" "$arch" micropython)
  [[ ${#names[@]} -gt 0 ]] || fail 2 "the index of $(farm_suite) ($arch) has no micropython"
  unpack_packages "$(farm_suite)" "$arch" "$aside" "${names[@]}"
  place_micropython "$aside"
}

# Without the index: the C library that amd64 has for 32-bit programs, and by name and digest what the farm was tried
# with. Nothing of an index that its server's signed list does not vouch for is believed.
unpack_known_micropython() {
  local aside=$FARM_WORK/micropython
  say "taking the packages of the 32-bit MicroPython that this farm was tried with, each by its digest"
  unpack_packages trixie amd64 "$aside" libc6-i386
  unpack_known_packages trixie i386 "$aside" <"$FARM_SETUP/micropython.packages"
  place_micropython "$aside"
}

# place_micropython FOLDER: on the loader and the libraries that are unpacked beside it.
place_micropython() {
  local aside=$1 tool=$FARM_CACHE/tools/micropython loader libraries
  loader=$(cd "$aside" && find . -name 'ld-linux*.so*' -type f | sort | head -n 1)
  libraries=$(cd "$aside" && find . -name 'lib*.so*' -printf '%h\n' | sort -u | sed "s|^\\.|$tool|" | paste -sd:)
  [[ -n $loader ]] || fail 2 "the packages of micropython hold no loader"
  rm -rf "$aside/usr/share"
  place micropython "$aside"
  wrapper micropython <<END
#!/bin/sh
exec '$tool/${loader#./}' --library-path '$libraries' '$tool/usr/bin/micropython' "\$@"
END
}
