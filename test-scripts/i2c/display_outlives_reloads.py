# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a display's I2C bus outlives twenty reloads and still works"
# needs = ["i2c-target"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#4962", "adafruit/circuitpython#5220"]
# phases = [{ run = "make", within_s = 15 }, { run = "reload", within_s = 20 }, { run = "release", within_s = 15 }]
# ///
# A display bus is kept when the interpreter ends, and its I2C moves out of the heap. What the driver
# knew of it by address (a mutex, in #4962) must move with it. Any target that answers is a display
# for this: nothing is drawn.
import busio

import hil

try:
    import displayio
    from i2cdisplaybus import I2CDisplayBus
except ImportError:
    displayio = None

RELOADS = 20


def make():
    if displayio is None:
        hil.skip("this firmware has no displayio with I2C displays")
    pins = hil.i2c_pins()
    displayio.release_displays()
    bus = busio.I2C(*pins)
    I2CDisplayBus(bus, device_address=hil.slot["address"])
    hil.check("the display bus keeps the pins", not bus_is_free())


def reload():
    if displayio is None:
        hil.skip("this firmware has no displayio with I2C displays")
    hil.check("reload %d: the display bus is still there" % hil.round, not bus_is_free())
    if hil.round + 1 < RELOADS:
        hil.again()


def release():
    if displayio is None:
        hil.skip("this firmware has no displayio with I2C displays")
    displayio.release_displays()
    bus = busio.I2C(*hil.i2c_pins())
    while not bus.try_lock():
        pass
    answer = bytearray(1)
    bus.writeto_then_readfrom(hil.slot["address"], bytes([hil.slot["register"]]), answer)
    hil.check("the released bus works", answer[0] == hil.slot["value"], answer[0])
    bus.deinit()


def bus_is_free():
    try:
        busio.I2C(*hil.i2c_pins()).deinit()
        return True
    except ValueError:
        return False
