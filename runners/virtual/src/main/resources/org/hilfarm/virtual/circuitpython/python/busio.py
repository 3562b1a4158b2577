# SPDX-License-Identifier: Apache-2.0
"""busio.I2C on a bus with at most one device; errors as the ports raise them."""

import _link
import _pins

_GONE = "Object has been deinitialized and can no longer be used. Create a new object."
_blocks = {}


def _block(scl, sda):
    """The RP2040's two blocks have fixed pins (ports/raspberrypi/common-hal/busio/I2C.c)."""
    if _link.config["family"] != "RP2040":
        return None
    if scl._number % 2 != 1 or sda._number % 2 != 0:
        raise ValueError("Invalid pins")
    block = (sda._number // 2) % 2
    if (scl._number // 2) % 2 != block:
        raise ValueError("Invalid pins")
    if block in _blocks:
        raise ValueError("I2C peripheral in use")
    return block


class I2C:
    def __init__(self, scl, sda, *, frequency=100000, timeout=255):
        for pin, what in ((scl, "scl"), (sda, "sda")):
            if not isinstance(pin, _pins.Pin):
                raise TypeError("%s must be of type Pin, not %s" % (what, type(pin).__name__))
            if _pins.in_use(pin):
                raise ValueError("%s in use" % pin._name)
        block = _block(scl, sda)
        wired = scl._name == _link.config["scl"] and sda._name == _link.config["sda"]
        if not (wired and _link.ask("i2c")):
            raise RuntimeError("No pull up found on SDA or SCL; check your wiring")
        _pins.claim(scl, self)
        _pins.claim(sda, self)
        if block is not None:
            _blocks[block] = self
        self._block = block
        self._pins = (scl, sda)
        self._locked = False
        self._gone = False
        self._pointer = 0

    def deinit(self):
        if not self._gone:
            self._gone = True
            _blocks.pop(self._block, None)
            _pins.release(*self._pins)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.deinit()

    def try_lock(self):
        self._check_there()
        if self._locked:
            return False
        self._locked = True
        return True

    def unlock(self):
        self._check_there()
        self._locked = False

    def _check_there(self):
        if self._gone:
            raise ValueError(_GONE)

    def _check_locked(self):
        self._check_there()
        if not self._locked:
            raise RuntimeError("Function requires lock")

    def _target(self, address):
        """Register and value of the device at an address, asked each time: wires come loose."""
        self._check_locked()
        words = _link.ask("i2c").split(" ")
        return words[1:] if words[0] == str(address) else None

    def scan(self):
        self._check_locked()
        found = _link.ask("i2c").split(" ")[0]
        return [int(found)] if found else []

    def probe(self, address):
        return self._target(address) is not None

    def writeto(self, address, buffer, *, start=0, end=None):
        if self._target(address) is None:
            raise OSError(19)
        data = bytes(buffer)[start : len(buffer) if end is None else end]
        if data:
            self._pointer = data[0]

    def readfrom_into(self, address, buffer, *, start=0, end=None):
        target = self._target(address)
        if target is None:
            raise OSError(19)
        for i in range(start, len(buffer) if end is None else end):
            buffer[i] = int(target[1]) if self._pointer == int(target[0]) else 0
            self._pointer = (self._pointer + 1) & 255

    def writeto_then_readfrom(
        self, address, out, into, *, out_start=0, out_end=None, in_start=0, in_end=None
    ):
        self.writeto(address, out, start=out_start, end=out_end)
        self.readfrom_into(address, into, start=in_start, end=in_end)
