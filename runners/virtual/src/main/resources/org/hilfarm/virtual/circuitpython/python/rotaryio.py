# SPDX-License-Identifier: Apache-2.0
"""rotaryio: nobody turns the encoder."""

import _device
import _gpiote
import _guards
import _link
import _native
import _pins


class IncrementalEncoder(_device.Device):
    def __init__(self, pin_a=_native.MISSING, pin_b=_native.MISSING, divisor=4):
        _pins.check(pin_a, "pin_a")
        _pins.check(pin_b, "pin_b")
        if _link.config["family"] == "RP2040" and abs(pin_a._number - pin_b._number) != 1:
            raise RuntimeError("Pins must be sequential GPIO pins")
        self._parts = _gpiote.of_encoder()
        _guards.sweep()
        _gpiote.claim(self._parts)
        self._hold("pin_a", pin_a, "pin_b", pin_b)
        self._finalised(_gpiote.release, (self._parts,))
        self._position = 0
        self._divisor = divisor

    def _close(self):
        _gpiote.release(self._parts)

    def __del__(self):
        self.deinit()

    @property
    def position(self):
        self._there()
        return self._position

    @position.setter
    def position(self, position):
        self._there()
        self._position = position

    @property
    def divisor(self):
        self._there()
        return self._divisor

    @divisor.setter
    def divisor(self, divisor):
        self._there()
        self._divisor = divisor
