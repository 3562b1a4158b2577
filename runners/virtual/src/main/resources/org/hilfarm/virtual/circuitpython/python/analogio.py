# SPDX-License-Identifier: Apache-2.0
"""analogio: pins at 0 V."""

import _device
import _link
import _native
import _pins


class AnalogIn(_device.Device):
    reference_voltage = 3.3

    def _make(self, pin):
        _pins.check(pin)
        if _link.config["family"] == "RP2040" and not 26 <= pin._number <= 29:
            raise ValueError("Invalid pin")
        self._hold("pin", pin)

    __init__ = _make

    @property
    def value(self):
        self._there()
        return 0


class AnalogOut(_native.Object):
    def _make(self, pin):
        _pins.check(pin)
        raise NotImplementedError("AnalogOut")

    __init__ = _make

    def deinit(self):
        pass

    value = None
