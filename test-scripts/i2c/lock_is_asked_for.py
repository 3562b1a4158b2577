# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "an I2C bus is used by whoever holds its lock, and by nobody after deinit"
# needs = ["i2c-target"]
# timeout_s = 50
# covers = ["adafruit/circuitpython#10561"]
# phases = [{ run = "wiring", within_s = 10 }, { run = "rules", within_s = 25 }]
# ///
import bitbangio
import board
import busio

import hil


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


def rules():
    if "address" not in hil.slot:
        hil.skip("no I2C target is described: set hil.slot to sda, scl, address, register, value")
    scl = getattr(board, hil.slot["scl"])
    sda = getattr(board, hil.slot["sda"])
    bus = busio.I2C(scl, sda)
    answer = bytearray(1)
    refused("a read without the lock", lambda: bus.readfrom_into(0x10, answer), RuntimeError)
    refused("a scan without the lock", bus.scan, RuntimeError)
    hil.check("the lock can be had", bus.try_lock())
    hil.check("but not twice", not bus.try_lock())
    refused("a second bus on the same pins", lambda: busio.I2C(scl, sda), ValueError)
    bus.unlock()
    hil.check("given back it can be had again", bus.try_lock())
    bus.deinit()
    refused("a read after deinit", lambda: bus.readfrom_into(0x10, answer), ValueError)
    busio.I2C(scl, sda).deinit()
    hil.check("the pins are free again", True)


def refused(what, action, kind):
    try:
        action()
    except Exception as e:
        hil.check("%s is refused" % what, isinstance(e, kind), repr(e))
    else:
        hil.check("%s is refused" % what, False, "it was taken")
