# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "an I2C bus is used by whoever holds its lock, and by nobody after deinit"
# needs = ["i2c-target"]
# timeout_s = 50
# covers = ["adafruit/circuitpython#10561"]
# phases = [{ run = "wiring", within_s = 10 }, { run = "rules", within_s = 25 }]
# ///
import busio

import hil


def wiring():
    hil.target_answers_pins()


def rules():
    scl, sda = hil.i2c_pins()
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
