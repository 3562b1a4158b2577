# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "an I2C target that holds SDA low is noticed, and nine clocks free the bus"
# needs = ["i2c-target"]
# timeout_s = 40
# covers = ["adafruit/circuitpython#3846"]
# phases = [{ run = "hold_and_free", within_s = 20 }, { run = "reads_again", within_s = 15 }]
# ///
# A controller that is reset in the middle of a read leaves the target waiting with SDA low. Pins do
# here what such a controller did: they ask for the register and stop where the target sends a zero.
import time

import busio
import digitalio

import hil


def pins():
    scl, sda = hil.i2c_pins()
    if hil.slot["value"] == 0xFF:
        hil.skip("the target's register has no zero in it: nothing ever holds SDA")
    return scl, sda


class Wires:
    """The bus by hand: a line is pulled down, or let go."""

    def __init__(self, scl, sda):
        self.scl = self._line(scl)
        self.sda = self._line(sda)

    def _line(self, pin):
        line = digitalio.DigitalInOut(pin)
        line.switch_to_output(True, digitalio.DriveMode.OPEN_DRAIN)
        return line

    def begin(self):
        self.sda.value = True
        self.scl.value = True
        self.sda.value = False
        self.scl.value = False

    def end(self):
        self.sda.value = False
        self.scl.value = True
        self.sda.value = True

    def send(self, byte):
        for i in range(8):
            self.sda.value = bool(byte & (0x80 >> i))
            self.clock()
        return not self.clock()

    def clock(self):
        """One clock; what SDA was in it. High for reading: let go first by whoever sends."""
        self.scl.value = True
        level = self.read_sda()
        self.scl.value = False
        return level

    def read_sda(self):
        if self.sda.value:
            self.sda.switch_to_input()
            level = self.sda.value
            self.sda.switch_to_output(True, digitalio.DriveMode.OPEN_DRAIN)
            return level
        return False

    def close(self):
        self.scl.deinit()
        self.sda.deinit()


def hold_and_free():
    scl, sda = pins()
    wires = Wires(scl, sda)
    hil.wiring("both lines are up", wires.read_sda())
    abandon_a_read(wires)
    held = not wires.read_sda()
    hil.wiring("the target holds SDA where it sends a zero", held)
    wires.close()
    began = time.monotonic()
    try:
        busio.I2C(scl, sda).deinit()
        hil.check("a bus whose SDA is held is refused", False, "it was opened")
    except RuntimeError as e:
        hil.check("a bus whose SDA is held is refused", "pull up" in str(e), e)
    hil.measure("refused_within", time.monotonic() - began, "s", max=2)
    wires = Wires(scl, sda)
    clocks = 0
    while clocks < 9 and not wires.read_sda():
        wires.clock()
        clocks += 1
    wires.end()
    hil.measure("clocks_until_free", clocks, "", max=9)
    hil.check("SDA is free", wires.read_sda())
    wires.close()


def abandon_a_read(wires):
    address = hil.slot["address"]
    wires.begin()
    asked = wires.send(address << 1)
    wires.sda.value = True
    told = wires.send(hil.slot["register"])
    wires.sda.value = True
    wires.begin()
    sends = wires.send(address << 1 | 1)
    wires.sda.value = True
    hil.wiring("the target answers pins", asked and told and sends, (asked, told, sends))
    for i in range(8):
        if not hil.slot["value"] & (0x80 >> i):
            return
        wires.clock()


def reads_again():
    scl, sda = pins()
    bus = busio.I2C(scl, sda)
    while not bus.try_lock():
        pass
    answer = bytearray(1)
    bus.writeto_then_readfrom(hil.slot["address"], bytes([hil.slot["register"]]), answer)
    hil.check("busio reads the register again", answer[0] == hil.slot["value"], answer[0])
    bus.deinit()
