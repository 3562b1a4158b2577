# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "reloads and full heaps give all memory back"
# firmware = "any"
# needs = []
# timeout_s = 120
# covers = ["adafruit/circuitpython#10308", "adafruit/circuitpython#5245"]
# phases = [{ run = "read_free", within_s = 60 }, { run = "fill", within_s = 60 }]
# ///
# A short look at reloads; heap/fifty_reloads_keep_heap takes the long one.
import gc
import struct

import hil

try:
    from alarm import sleep_memory
except ImportError:
    sleep_memory = None  # MicroPython has none, but lets code write files

RELOADS = 10
LOSS_LIMIT = 16  # bytes a reload: one heap block, far below any real leak
SMALLEST = 1024
FILE = "heap_reading"


def read_free():
    """The first of some interpreters leaves its reading where no heap is used."""
    gc.collect()
    free = gc.mem_free()
    if hil.round == 0:
        keep(struct.pack("<I", free))
    first = struct.unpack("<I", kept())[0]
    hil.heap("" if hil.round else "first reading")
    # Where half of the heap is gone there is nothing left to wait for, and soon no room to say so.
    if hil.round < RELOADS and free > first // 2:
        hil.again()
        return
    hil.measure("reloads", hil.round, "", min=RELOADS)
    hil.measure("heap_free_first", first, "B", min=SMALLEST)
    hil.measure("heap_free_last", free, "B", min=SMALLEST)
    lost = (first - free) / max(1, hil.round)
    hil.measure("heap_lost_a_reload", lost, "B", min=-LOSS_LIMIT, max=LOSS_LIMIT)


def keep(word):
    if sleep_memory is None:
        with open(FILE, "wb") as f:
            f.write(word)
    else:
        sleep_memory[hil.SLEEP_MEMORY : hil.SLEEP_MEMORY + 4] = word


def kept():
    if sleep_memory is None:
        with open(FILE, "rb") as f:
            return f.read(4)
    return bytes(sleep_memory[hil.SLEEP_MEMORY : hil.SLEEP_MEMORY + 4])


def fill():
    gc.collect()
    before = gc.mem_free()
    for attempt in range(3):
        taken = take_all()
        hil.measure("taken_until_memory_error", taken, "B", min=before // 2)
        gc.collect()
        kept = before - gc.mem_free()
        hil.measure("kept_after_memory_error", kept, "B", max=2 * SMALLEST)
    # Not more at once: since 9.0 the heap is made of areas, the largest about half of it.
    hil.check("a quarter of the heap can be had at once again", can_take(gc.mem_free() // 4))


def take_all():
    """Takes ever smaller pieces until even the smallest is refused, and gives them back."""
    pieces = []
    taken = 0
    size = 64 * SMALLEST
    while size >= SMALLEST:
        try:
            pieces.append(bytearray(size))
            taken += size
        except MemoryError:
            size //= 2
    # Cleared, not dropped: a stale pointer on the stack may keep the list, but not its pieces.
    pieces.clear()
    return taken


def can_take(size):
    try:
        return len(bytearray(size)) == size
    except MemoryError:
        return False
