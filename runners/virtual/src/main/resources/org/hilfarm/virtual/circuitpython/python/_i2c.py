# SPDX-License-Identifier: Apache-2.0
"""busio.I2C on a bus with at most one device; errors as the ports raise them."""

import _device
import _guards
import _link
import _native
import _pins
import _wire

_blocks = {}
_NOBODY = int(_link.config["trait_bus_errno"] or "19")  # ENODEV
_TIMED_OUT = 116  # ETIMEDOUT
_SECOND = 1000000000
# How long a port waits for SCL (ports/*/common-hal/busio/I2C.c): one second; an ESP32-S2 one for each half of a
# transfer, and one more.
_PATIENCE = 3 * _SECOND if _link.config["family"] == "ESP32S2" else _SECOND


def _limit():
    """The same, or what a firmware makes of it that gives up too early, or never."""
    trait = _link.config["trait_bus_stretch"]
    if trait == "cut-short":
        return 255000
    return 86400 * _SECOND if trait == "without-end" else _PATIENCE


def _block(scl, sda):
    """The RP2040's two blocks have fixed pins (ports/raspberrypi/common-hal/busio/I2C.c)."""
    if _link.config["family"] != "RP2040":
        return None
    block = (sda._number // 2) % 2
    if scl._number % 2 != 1 or sda._number % 2 != 0 or (scl._number // 2) % 2 != block:
        raise ValueError("Invalid pins")
    if block in _blocks:
        _guards.sweep()
    if block in _blocks:
        raise ValueError("I2C peripheral in use")
    return block


def _idle(scl, sda):
    """Both lines are up: pulled up by the bus, and held down by nobody."""
    wired = _pins.wired(scl) and _pins.wired(sda)
    return wired and _wire.level(_wire.SCL) and _wire.level(_wire.SDA)


def _seems_idle(scl, sda):
    """What a firmware makes of it that does not look at the lines, or only for pull-ups."""
    trait = _link.config["trait_pull_ups"]
    if trait == "unchecked":
        return True
    if trait == "held-not-noticed":
        return _pins.wired(scl) and _pins.wired(sda)
    return _idle(scl, sda)


class I2C(_device.Locked):
    def __init__(
        self, scl=_native.MISSING, sda=_native.MISSING, *, frequency=100000, timeout=255
    ):
        if sda is _native.MISSING and scl is not sda:
            _pins.check(sda, "sda")
        _pins.check(scl, "scl")
        _pins.check(sda, "sda")
        block = _block(scl, sda)
        if _link.config["family"] == "RP2040":
            _native.at_most(frequency, 1000000, "frequency")
        if not _seems_idle(scl, sda):
            if _link.config["trait_pull_ups"] == "pins-kept":
                self._hold("scl", scl, "sda", sda)
            raise RuntimeError("No pull up found on SDA or SCL; check your wiring")
        self._open(scl, sda, block)

    def _open(self, scl, sda, block):
        self._hold("scl", scl, "sda", sda)
        self._block = block
        self._pointer = 0
        self._asked = False  # for the register at the pointer, by its number
        self._wired = _pins.wired(scl) and _pins.wired(sda)
        if block is not None:
            _blocks[block] = True
        self._finalised(_blocks.pop, (block, None))

    def _close(self):
        _blocks.pop(self._block, None)

    def __del__(self):
        self.deinit()

    def _target(self, address):
        """What is known of the device at an address, asked each time: wires come loose."""
        self._owned()
        self._await_clock()
        return self._answers(address)

    def _await_clock(self):
        """Waits until the target lets go of SCL; where that takes too long the bus gives up."""
        held = _wire.clock.left()
        patience = self._patience()
        if held:
            _link.ask("sleep %d" % min(held, patience))
        if held > patience:
            self._give_up()

    def _patience(self):
        return _limit()

    def _give_up(self):
        raise _link.oserror(_TIMED_OUT)

    def _answers(self, address):
        there = self._wired and _idle(*self._held)
        words = _link.ask("i2c").split(" ") if there else [""]
        return words[1:] if words[0] == str(address) else None

    def scan(self):
        self._owned()
        there = self._wired and _idle(*self._held)
        found = _link.ask("i2c").split(" ")[0] if there else ""
        return [int(found)] if found else []

    def probe(self, address):
        return self._target(address) is not None

    def writeto(self, address, buffer, *, start=0, end=None):
        there = self._target(address)
        memoryview(buffer)  # raises where it is none; bytes(5) would be five zeros
        data = bytes(buffer)[start:] if end is None else bytes(buffer)[start:end]
        if there is None:
            raise _link.oserror(_NOBODY if data else -_NOBODY)
        if data:
            self._pointer = data[0]
            self._asked = len(data) == 1
            if len(data) > 1 and data[0] == int(there[2]):
                _wire.clock.steps = data[1]

    def readfrom_into(self, address, buffer, *, start=0, end=None):
        self._owned()
        places = range(len(buffer))[start : len(buffer) if end is None else end]
        _length_at_least(len(places), 1, "buffer")
        target = self._target(address)
        if target is None:
            raise _link.oserror(_NOBODY)
        for i in places:
            buffer[i] = self._next(target)

    def _next(self, target):
        """The next byte; the target may hold SCL before it gives it."""
        register, value, stretch = [int(word) for word in target]
        stretched = self._asked and self._pointer == stretch
        byte = value if self._pointer == register else 0
        self._asked = False
        self._pointer = (self._pointer + 1) & 255
        if not stretched:
            return byte
        _wire.clock.hold()
        self._await_clock()
        return _wire.clock.steps

    def writeto_then_readfrom(
        self,
        address,
        out_buffer,
        in_buffer,
        *,
        out_start=0,
        out_end=None,
        in_start=0,
        in_end=None
    ):
        self._owned()
        places = range(len(in_buffer))[in_start : len(in_buffer) if in_end is None else in_end]
        _length_at_least(len(places), 1, "out_buffer")
        self.writeto(address, out_buffer, start=out_start, end=out_end)
        self.readfrom_into(address, in_buffer, start=in_start, end=in_end)


def _length_at_least(length, least, what):
    if length < least:
        raise ValueError("%s length must be >= %d" % (what, least))
