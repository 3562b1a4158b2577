# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "free memory stays level over fifty reloads"
# firmware = "any"
# needs = []
# timeout_s = 120
# covers = ["adafruit/circuitpython#10308"]
# phases = [{ run = "read_free", within_s = 100 }]
# ///
# A leak of a few bytes shows in the slope of many readings, and not in two of them.
import gc
import struct

import hil

try:
    from alarm import sleep_memory
except ImportError:
    sleep_memory = None  # MicroPython has none, but lets code write files

RELOADS = 50
SLOPE_LIMIT = 16  # bytes a reload: one heap block, far below any real leak
SMALLEST = 1024
FILE = "heap_readings"


def read_free():
    """One reading in each of many interpreters; they are kept where no heap is used."""
    gc.collect()
    free = gc.mem_free()
    keep(hil.round, struct.pack("<I", free))
    hil.heap("" if hil.round else "first reading")
    # Where half of the heap is gone there is nothing left to wait for, and soon no room to say so.
    if hil.round < RELOADS and free > reading(0) // 2:
        hil.again()
        return
    readings = [reading(i) for i in range(hil.round + 1)]
    hil.measure("reloads", hil.round, "", min=RELOADS)
    hil.measure("heap_free_first", readings[0], "B", min=SMALLEST)
    hil.measure("heap_free_last", readings[-1], "B", min=SMALLEST)
    hil.measure("heap_slope", slope(readings), "B/reload", min=-SLOPE_LIMIT, max=SLOPE_LIMIT)


def keep(i, word):
    if sleep_memory is None:
        with open(FILE, "ab" if i else "wb") as f:
            f.write(word)
    else:
        at = hil.SLEEP_MEMORY + 4 * i
        sleep_memory[at : at + 4] = word


def reading(i):
    if sleep_memory is None:
        with open(FILE, "rb") as f:
            f.seek(4 * i)
            return struct.unpack("<I", f.read(4))[0]
    at = hil.SLEEP_MEMORY + 4 * i
    return struct.unpack("<I", bytes(sleep_memory[at : at + 4]))[0]


def slope(readings):
    """Least squares over the reading's number, from the first reading so that floats stay small."""
    n = len(readings)
    middle = (n - 1) / 2
    above = 0.0
    below = 0.0
    for i in range(n):
        above += (i - middle) * (readings[i] - readings[0])
        below += (i - middle) * (i - middle)
    return above / below
