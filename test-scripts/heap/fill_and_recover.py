# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a heap filled to MemoryError is whole again afterwards"
# firmware = "any"
# needs = []
# timeout_s = 90
# covers = ["adafruit/circuitpython#5245", "adafruit/circuitpython#10308"]
# phases = [{ run = "fill_and_recover", within_s = 75 }]
# ///
import gc

import hil

FILLINGS = 3
PIECES = 256  # the heap in about so many pieces, be it 100 KB or 2 MB
STEP = 32  # pieces between two samples
RESERVE = 3072  # given back when the heap is full, so that it can still speak


def fill_and_recover():
    free = best(gc.mem_free)
    whole = best(hil.largest)
    hil.measure("largest_block_before", whole, "B", min=free // 4)
    hil.heap("before", whole)
    piece = max(256, free // PIECES)
    for _ in range(FILLINGS):
        taken = piece * fill(piece)
        hil.measure("taken_until_memory_error", taken, "B", min=free // 2)
        hil.heap("all back", best(hil.largest))
    back = best(hil.largest)
    lost = free - best(gc.mem_free)
    # The collector takes whatever looks like a pointer for one: a stray piece may stay.
    hil.measure("largest_block_after", back, "B", min=whole * 2 // 5)
    hil.measure("heap_lost", lost, "B", max=8 * piece)
    hil.heap("after", back)


def fill(piece):
    """How many pieces fit in; all of them are given back."""
    reserve = bytearray(RESERVE)
    kept = []
    text = ""
    try:
        while True:
            if len(kept) % STEP == 0:
                hil.heap("filling")
            kept.append(bytearray(piece))
    except MemoryError as e:
        text = str(e)
    reserve = None
    count = len(kept)
    hil.heap("full")
    # Cleared, not dropped: a stale pointer on the stack may keep the list, but not its pieces.
    kept.clear()
    gc.collect()
    expected = text.startswith("memory allocation failed")
    hil.check("a full heap says so", expected, text)
    return count


def best(reading):
    """The most of some readings: a stale pointer on the stack may keep a block through a collection."""
    most = 0
    for depth in (4, 8, 12):
        overwrite_stack(depth)
        gc.collect()
        most = max(most, reading())
    return most


def overwrite_stack(depth):
    if depth:
        overwrite_stack(depth - 1)
