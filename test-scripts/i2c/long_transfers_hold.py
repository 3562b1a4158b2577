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
import bitbangio
import board
import busio

import hil

LENGTHS = (1, 2, 16, 31, 32, 33, 255, 256, 257, 1023, 1024, 1025, 2000)


def wiring():
    """The rig before the firmware: without busio, by software, the target has to answer."""
    if "address" not in hil.slot:
        hil.skip("no I2C target is described: set hil.slot to sda, scl, address, register, value")
    scl = getattr(board, hil.slot["scl"])
    bus = bitbangio.I2C(scl, getattr(board, hil.slot["sda"]), frequency=50000)
    while not bus.try_lock():
        pass
    found = bus.scan()
    bus.deinit()
    hil.wiring("the target answers pins", hil.slot["address"] in found, found)


def open_bus():
    if "address" not in hil.slot:
        hil.skip("no I2C target is described: set hil.slot to sda, scl, address, register, value")
    bus = busio.I2C(getattr(board, hil.slot["scl"]), getattr(board, hil.slot["sda"]))
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
