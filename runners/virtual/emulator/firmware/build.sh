#!/usr/bin/env bash
# Rebuilds the firmwares from their sources with Debian's binutils-arm-none-eabi, byte for byte. ./build.sh [FOLDER]
set -euo pipefail
cd "$(dirname "$0")"
out=${1:-.}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() { # NAME SOURCE [ASSEMBLER'S OPTION...]
  local name=$1 source=$2
  shift 2
  arm-none-eabi-as -mcpu=cortex-m0plus "$@" -o "$work/$name.o" "$source"
  arm-none-eabi-ld -T probe.ld -o "$work/$name.elf" "$work/$name.o"
  arm-none-eabi-objcopy -O binary -R .bss "$work/$name.elf" "$work/$name.bin"
  node uf2.mjs "$work/$name.bin" "$out/$name.uf2"
}

build probe probe.s
build silent dead.s --defsym DEAD=1
build faults dead.s --defsym DEAD=2
build loops dead.s --defsym DEAD=3
