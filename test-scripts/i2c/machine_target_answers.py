# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "machine.I2C hears a target that is there, and no other"
# firmware = "micropython"
# needs = ["i2c-target"]
# timeout_s = 60
# covers = []
# phases = [{ run = "talk", within_s = 25 }, { run = "reopen", within_s = 25 }]
# ///
import machine

import hil

EIO = 5  # what ports/rp2/machine_i2c.c makes of an address that nobody acknowledges
REOPENINGS = 20


def gpio(name):
    """The number of a pin of the RP2040, such as GP4."""
    return int(hil.slot[name].replace("GP", ""))


def open_bus():
    if "address" not in hil.slot:
        hil.skip("no I2C target is described: set hil.slot to sda, scl, address, register, value")
    sda = gpio("sda")
    # GPIOs belong to the two I2C blocks by turns, two and two (RP2040 datasheet, 2.19.2).
    return machine.I2C(sda // 2 % 2, scl=machine.Pin(gpio("scl")), sda=machine.Pin(sda))


def read_register(bus):
    return bus.readfrom_mem(hil.slot["address"], hil.slot["register"], 1)[0]


def error_of(action):
    try:
        action()
    except OSError as e:
        return e.errno
    return None


def talk():
    bus = open_bus()
    address = hil.slot["address"]
    found = bus.scan()
    hil.check("the scan finds the target at 0x%02x" % address, address in found, found)
    value = read_register(bus)
    hil.check("its register holds 0x%02x" % hil.slot["value"], value == hil.slot["value"], value)
    absent = [a for a in range(0x08, 0x78) if a not in found][0]
    error = error_of(lambda: bus.writeto(absent, b"\x00"))
    hil.check("writing to absent 0x%02x gives EIO" % absent, error == EIO, error)
    error = error_of(lambda: bus.readfrom(absent, 1))
    hil.check("reading from absent 0x%02x gives EIO" % absent, error == EIO, error)
    value = read_register(bus)
    hil.check("the bus works after the refusals", value == hil.slot["value"], value)


def reopen():
    right = 0
    for _ in range(REOPENINGS):
        right += read_register(open_bus()) == hil.slot["value"]
    hil.measure("right_reads_over_reopenings", right, "", min=REOPENINGS, max=REOPENINGS)
