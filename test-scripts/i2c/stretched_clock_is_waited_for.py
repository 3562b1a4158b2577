# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "an I2C target may hold the clock for a while, and not for ever"
# needs = ["i2c-target", "i2c-stretch"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#2253", "adafruit/circuitpython#4372", "adafruit/circuitpython#5656", "adafruit/circuitpython#10034"]
# phases = [{ run = "wiring", within_s = 10 }, { run = "by_busio", within_s = 25 }, { run = "by_software", within_s = 20 }]
# ///
# What the target's stretch register holds is for how many steps of 20 ms it holds SCL low before it gives
# that byte. busio ignores its timeout and waits for a second (ports/*/common-hal/busio/I2C.c); bitbangio
# waits for as long as its timeout says (shared-module/bitbangio/I2C.c).
import time

import bitbangio
import busio

import hil

ETIMEDOUT = 116  # newlib's number
STEP_S = 0.02
STOOD = (1, 5)  # steps: 20 ms is the most that SMBus lets a target hold, sensors hold 100
# Steps too many, for either. Their first bit is a one: a target that is left there does not hold SDA.
TOO_LONG = 250
TOO_LONG_BY_SOFTWARE = 128
# An ESP32-S2 waits a second for each half of the transfer and one more, the others for one.
GIVES_UP_S = {"ESP32S2": 3}.get(hil.family, 1)
SLACK_S = 1.5


def pins():
    scl, sda = hil.i2c_pins()
    if "stretch" not in hil.slot:
        hil.skip("no I2C target holds the clock: the slot's i2c_target has no stretch register")
    return scl, sda


def lock(bus):
    while not bus.try_lock():
        pass
    return bus


def by_hand(timeout):
    scl, sda = pins()
    return lock(bitbangio.I2C(scl, sda, frequency=50000, timeout=timeout))


def read(bus, register):
    answer = bytearray(1)
    bus.writeto_then_readfrom(hil.slot["address"], bytes([register]), answer)
    return answer[0]


def stretch(bus, steps):
    """Has the target hold SCL while its register is read: what was read, and the time it took."""
    bus.writeto(hil.slot["address"], bytes([hil.slot["stretch"], steps]))
    began = time.monotonic()
    try:
        return read(bus, hil.slot["stretch"]), time.monotonic() - began
    except OSError as e:
        took = time.monotonic() - began
        time.sleep(max(0, steps * STEP_S - took) + 0.1)  # until the target lets go
        return e, took


def stands(bus, by):
    for steps in STOOD:
        got, took = stretch(bus, steps)
        held = "the clock is held for %d ms" % (1000 * STEP_S * steps + 0.5)
        hil.check("%s waits while %s" % (by, held), got == steps, repr(got))
        hil.measure("%s_%d_ms" % (by, 1000 * STEP_S * steps + 0.5), took, "s", min=steps * STEP_S * 0.9)


def works(bus, by):
    bus.writeto(hil.slot["address"], bytes([hil.slot["stretch"], 0]))
    value = read(bus, hil.slot["register"])
    hil.check("%s works afterwards" % by, value == hil.slot["value"], value)
    bus.deinit()


def wiring():
    """The rig before the firmware: without busio, by software, the target holds the clock."""
    hil.target_answers_pins()
    bus = by_hand(1000000)
    got, took = stretch(bus, STOOD[-1])
    bus.deinit()
    hil.wiring("the target holds the clock", took >= STOOD[-1] * STEP_S * 0.9, "%s after %.1f s" % (got, took))


def by_busio():
    scl, sda = pins()
    bus = lock(busio.I2C(scl, sda))
    stands(bus, "busio")
    got, took = stretch(bus, TOO_LONG)
    timed_out = isinstance(got, OSError) and got.errno == ETIMEDOUT
    hil.check("busio gives up a clock held for 5 s with ETIMEDOUT", timed_out, repr(got))
    hil.measure("busio_gave_up_after", took, "s", max=GIVES_UP_S + SLACK_S)
    bus.deinit()
    works(lock(busio.I2C(scl, sda)), "busio")


def by_software():
    bus = by_hand(500000)
    stands(bus, "bitbangio")
    bus.deinit()
    bus = by_hand(5000)
    got, took = stretch(bus, TOO_LONG_BY_SOFTWARE)
    timed_out = isinstance(got, TimeoutError)
    hil.check("bitbangio gives up a clock held past its timeout", timed_out, repr(got))
    hil.measure("bitbangio_gave_up_after", took, "s", max=SLACK_S)
    bus.deinit()
    works(by_hand(500000), "bitbangio")
