# SPDX-License-Identifier: Apache-2.0
"""pwmio: nobody looks at the output."""

import _device
import _link
import _native
import _pins
import _pwm


class PWMOut(_device.Device):
    def __init__(
        self, pin=_native.MISSING, *, frequency=500, duty_cycle=0, variable_frequency=False
    ):
        _pins.check(pin)
        if not 0 < frequency <= int(_link.config["frequency"]) // 2:
            raise ValueError("Invalid frequency")
        _pwm.claim(pin, frequency, variable_frequency)
        self._hold("pin", pin)
        self._finalised(_pwm.release, (pin,))
        self._pin = pin
        self._varies = variable_frequency
        self._frequency = frequency
        self._duty = duty_cycle

    def _close(self):
        _pwm.release(self._pin)

    def __del__(self):
        self.deinit()

    @property
    def duty_cycle(self):
        self._there()
        return self._duty

    @duty_cycle.setter
    def duty_cycle(self, duty):
        self._there()
        self._duty = _native.in_range(duty, 0, 0xFFFF, "duty_cycle")

    @property
    def frequency(self):
        self._there()
        rp2040 = _link.config["family"] == "RP2040"
        return _pwm.actual(self._frequency) if rp2040 else self._frequency

    @frequency.setter
    def frequency(self, frequency):
        self._there()
        if not self._varies:
            raise AttributeError("Invalid variable_frequency")
        if not 0 < frequency <= int(_link.config["frequency"]) // 2:
            raise ValueError("Invalid frequency")
        self._frequency = frequency
