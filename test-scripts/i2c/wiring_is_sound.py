# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "the I2C bus is wired: pull-ups on both lines, and the target answers when pins ask it"
# needs = ["i2c-target"]
# timeout_s = 30
# covers = []
# phases = [{ run = "lines", within_s = 10 }, { run = "target", within_s = 15 }]
# ///
# The rig's own test, and so it does without busio: pins are read one by one, and the target is
# spoken to by software. What is wrong here is for whoever looks after the rack, unless the baseline
# finds the same wires right on the same board.
import bitbangio
import digitalio

import hil


def lines():
    """A real pull-up of some kiloohms wins against the chip's own pull-down of some ten."""
    for pin in hil.i2c_pins():
        with digitalio.DigitalInOut(pin) as line:
            line.pull = digitalio.Pull.DOWN
            hil.wiring("%s is pulled up" % pin, line.value)


def target():
    scl, sda = hil.i2c_pins()
    bus = bitbangio.I2C(scl, sda, frequency=50000)
    while not bus.try_lock():
        pass
    found = bus.scan()
    address = hil.slot["address"]
    hil.wiring("the target at 0x%02x answers" % address, address in found, found)
    answer = bytearray(1)
    bus.writeto_then_readfrom(address, bytes([hil.slot["register"]]), answer)
    right = answer[0] == hil.slot["value"]
    hil.wiring("it is the one that is described", right, "it says 0x%02x" % answer[0])
    bus.deinit()
