# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "the collector survives an object in the heap's last block and a finaliser in its first"
# needs = []
# timeout_s = 180
# covers = ["adafruit/circuitpython#5021", "adafruit/circuitpython#5245", "adafruit/circuitpython#5348", "micropython/micropython#7716"]
# phases = [{ run = "fill_and_collect", within_s = 120 }]
# ///
# The tables that say what each block holds end where the heap begins. In 7.0.0's betas the one was
# read one entry too far, into the other, when the heap's last block held an object: the second block
# with a finaliser looked like more of it, and the collector left the heap. Boards with PSRAM ended in
# an interrupt watchdog (rst:0x8, TG1WDT_SYS_RST).
import gc

import hil

OFFSETS = 9  # how many small objects lie before the one with a finaliser
COLLECTIONS = 50
COARSE = 4096  # what is filled with larger pieces first, so that a large heap is full in seconds
KEPT = 8  # so many of those pieces may be kept by what looks like a pointer to one and is none


def fill_and_collect():
    """One round for each offset, every one in a new interpreter and so in a fresh heap."""
    small = [None] * 0
    for i in range(hil.round):
        small = [small]
    keeper = open("/boot_out.txt")
    free = gc.mem_free()
    hil.heap("%d objects before" % hil.round)
    pieces = coarse()
    chain = fine()
    for _ in range(COLLECTIONS):
        gc.collect()
    length = 0
    while chain is not None:
        length += 1
        rest = chain[0]
        chain[0] = None  # a stale pointer on the stack may keep one object, but not all behind it
        chain = rest
    pieces.clear()
    keeper.close()
    gc.collect()
    hil.check("a full heap survives its collections (offset %d)" % hil.round, length > 0)
    hil.measure("objects_in_a_full_heap", length, "objects", min=1)
    hil.measure("heap_back", free - gc.mem_free(), "B", max=KEPT * COARSE)
    hil.heap("after %d collections" % COLLECTIONS)
    if hil.round + 1 < OFFSETS:
        hil.again()


def coarse():
    pieces = []
    try:
        while True:
            pieces.append(bytearray(COARSE))
    except MemoryError:
        return pieces


def fine():
    """Lists of one element, each holding the next: small objects until there is no room for one."""
    chain = None
    try:
        while True:
            chain = [chain]
    except MemoryError:
        return chain
