# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a bus opened and closed a thousand times neither leaks nor wedges"
# needs = ["i2c-target"]
# timeout_s = 130
# covers = ["adafruit/circuitpython#3846", "adafruit/circuitpython#4962"]
# phases = [{ run = "wiring", within_s = 10 }, { run = "open_and_close", within_s = 100 }]
# ///
import gc

import busio

import hil

OPENINGS = 1000
READ_EVERY = 50
LEAK_LIMIT = 2048  # bytes over all openings; one block lost each time would be 16,000


def wiring():
    hil.target_answers_pins()


def open_and_close():
    scl, sda = hil.i2c_pins()
    read(scl, sda)
    gc.collect()
    before = gc.mem_free()
    right = 0
    for i in range(OPENINGS):
        if i % READ_EVERY == 0:
            right += read(scl, sda) == hil.slot["value"]
        else:
            busio.I2C(scl, sda).deinit()
    gc.collect()
    hil.measure("right_reads", right, "", min=OPENINGS // READ_EVERY)
    hil.measure("heap_lost", before - gc.mem_free(), "B", max=LEAK_LIMIT)


def read(scl, sda):
    bus = busio.I2C(scl, sda)
    while not bus.try_lock():
        pass
    answer = bytearray(1)
    bus.writeto_then_readfrom(hil.slot["address"], bytes([hil.slot["register"]]), answer)
    bus.deinit()
    return answer[0]
