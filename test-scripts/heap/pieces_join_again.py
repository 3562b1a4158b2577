# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a heap in pieces becomes one again"
# needs = []
# timeout_s = 90
# covers = ["adafruit/circuitpython#10308"]
# phases = [{ run = "break_and_join", within_s = 75 }]
# ///
import gc

import hil

PIECE = 512  # on a large heap a larger one, so that it is full in seconds: see piece()
PIECES = 400
LEFT_FREE = 8 * 1024  # room for the lists and the records, so that a full heap can still speak


def break_and_join():
    free = best(gc.mem_free)
    whole = best(hil.largest)
    hil.measure("largest_block_before", whole, "B", min=free // 4)
    hil.heap("before", whole)
    size = piece(free)
    kept = fill(size)
    hil.heap("full")
    for i in range(0, len(kept), 2):
        kept[i] = None
    gc.collect()
    broken_free = gc.mem_free()
    broken = hil.largest()
    hil.measure("free_while_in_pieces", broken_free, "B", min=free // 4)
    hil.measure("largest_block_while_in_pieces", broken, "B", min=size - 64)
    hil.heap("every second piece back", broken)
    kept.clear()
    # The collector takes whatever looks like a pointer for one, so a stray piece may stay, at worst
    # in the middle of the heap; more than a few never do.
    joined = best(hil.largest)
    hil.measure("largest_block_after", joined, "B", min=whole * 2 // 5)
    hil.measure("heap_lost", free - best(gc.mem_free), "B", max=8 * size)
    hil.heap("all back", joined)


def best(reading):
    """The most of some readings: a stale pointer on the stack may keep a block through a collection."""
    most = 0
    for depth in (4, 8, 12, 16):
        overwrite_stack(depth)
        gc.collect()
        most = max(most, reading())
    return most


def overwrite_stack(depth):
    if depth:
        overwrite_stack(depth - 1)


def piece(free):
    return max(PIECE, free // PIECES // 64 * 64)


def fill(size):
    kept = []
    try:
        while gc.mem_free() > LEFT_FREE:
            kept.append(bytearray(size))
    except MemoryError:
        pass
    return kept
