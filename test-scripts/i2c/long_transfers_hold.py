# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "long I2C transfers end, and begin with the right byte"
# needs = ["i2c-target"]
# timeout_s = 70
# covers = ["adafruit/circuitpython#3846"]
# phases = [{ run = "wiring", within_s = 10 }, { run = "reads", within_s = 25 }, { run = "writes", within_s = 25 }]
# ///
# The nRF's driver cuts transfers into pieces of 1024 bytes, the ESP32's waits longer for longer ones
# (ports/*/common-hal/busio/I2C.c): lengths on both sides of what they cut at.
import busio

import hil

LENGTHS = (1, 2, 16, 31, 32, 33, 255, 256, 257, 1023, 1024, 1025, 2000)


def wiring():
    hil.target_answers_pins()


def open_bus():
    bus = busio.I2C(*hil.i2c_pins())
    while not bus.try_lock():
        pass
    return bus


def first_of(bus, length):
    answer = bytearray(length)
    bus.writeto_then_readfrom(hil.slot["address"], bytes([hil.slot["register"]]), answer)
    return answer[0]


def reads():
    bus = open_bus()
    wrong = [n for n in LENGTHS if first_of(bus, n) != hil.slot["value"]]
    hil.check("reads of every length begin with the register asked for", not wrong, wrong)
    bus.deinit()


def writes():
    """The register's own value to itself, over and over: nothing in the target changes."""
    bus = open_bus()
    pair = bytes([hil.slot["register"], hil.slot["value"]])
    for length in LENGTHS:
        bus.writeto(hil.slot["address"], (pair * (length // 2 + 1))[:length])
    value = first_of(bus, 1)
    hil.check("the target is itself after long writes", value == hil.slot["value"], value)
    bus.deinit()
