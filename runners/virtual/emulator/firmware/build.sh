#!/usr/bin/env bash
# Rebuilds probe.uf2 from probe.s with Debian's binutils-arm-none-eabi, byte for byte. ./build.sh [OUT]
set -euo pipefail
cd "$(dirname "$0")"
out=${1:-probe.uf2}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
arm-none-eabi-as -mcpu=cortex-m0plus -o "$work/probe.o" probe.s
arm-none-eabi-ld -T probe.ld -o "$work/probe.elf" "$work/probe.o"
arm-none-eabi-objcopy -O binary -R .bss "$work/probe.elf" "$work/probe.bin"
node uf2.mjs "$work/probe.bin" "$out"
