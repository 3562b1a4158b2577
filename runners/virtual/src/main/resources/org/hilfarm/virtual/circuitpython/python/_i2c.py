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
        self._wired = _pins.wired(scl) and _pins.wired(sda)
        if block is not None:
            _blocks[block] = True
        self._finalised(_blocks.pop, (block, None))

    def _close(self):
        _blocks.pop(self._block, None)

    def __del__(self):
        self.deinit()

    def _target(self, address):
        """Register and value of the device at an address, asked each time: wires come loose."""
        self._owned()
        return self._answers(address)

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

    def readfrom_into(self, address, buffer, *, start=0, end=None):
        self._owned()
        places = range(len(buffer))[start : len(buffer) if end is None else end]
        _length_at_least(len(places), 1, "buffer")
        target = self._target(address)
        if target is None:
            raise _link.oserror(_NOBODY)
        for i in places:
            buffer[i] = int(target[1]) if self._pointer == int(target[0]) else 0
            self._pointer = (self._pointer + 1) & 255

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
