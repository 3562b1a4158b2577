# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "an I2C target answers, and an absent one does not"
# needs = ["i2c-target"]
# timeout_s = 70
# covers = ["adafruit/circuitpython#3846", "adafruit/circuitpython#4962", "adafruit/circuitpython#5174"]
# phases = [{ run = "wiring", within_s = 10 }, { run = "talk", within_s = 25 }, { run = "reopen", within_s = 25 }]
# ///
import busio

import hil

ENODEV = 19  # what CircuitPython makes of an address that nobody acknowledges
REOPENINGS = 20


def wiring():
    hil.target_answers_pins()


def open_bus():
    return busio.I2C(*hil.i2c_pins())


def lock(bus):
    while not bus.try_lock():
        pass


def read_register(bus):
    answer = bytearray(1)
    bus.writeto_then_readfrom(hil.slot["address"], bytes([hil.slot["register"]]), answer)
    return answer[0]


def error_of(action):
    try:
        action()
    except OSError as e:
        return e.errno
    return None


def talk():
    bus = open_bus()
    lock(bus)
    address = hil.slot["address"]
    found = bus.scan()
    hil.check("the scan finds the target at 0x%02x" % address, address in found, found)
    value = read_register(bus)
    hil.check("its register holds 0x%02x" % hil.slot["value"], value == hil.slot["value"], value)
    absent = [a for a in range(0x08, 0x78) if a not in found][0]
    error = error_of(lambda: bus.writeto(absent, b"\x00"))
    hil.check("writing to absent 0x%02x gives ENODEV" % absent, error == ENODEV, error)
    error = error_of(lambda: bus.readfrom_into(absent, bytearray(1)))
    hil.check("reading from absent 0x%02x gives ENODEV" % absent, error == ENODEV, error)
    value = read_register(bus)
    hil.check("the bus works after the refusals", value == hil.slot["value"], value)
    bus.unlock()
    bus.deinit()


def reopen():
    right = 0
    for _ in range(REOPENINGS):
        bus = open_bus()
        lock(bus)
        right += read_register(bus) == hil.slot["value"]
        bus.unlock()
        bus.deinit()
    hil.measure("right_reads_over_reopenings", right, "", min=REOPENINGS, max=REOPENINGS)
