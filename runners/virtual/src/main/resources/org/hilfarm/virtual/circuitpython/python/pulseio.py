# SPDX-License-Identifier: Apache-2.0
"""pulseio: no pulses come."""

import _device
import _native
import _pins


class PulseIn(_device.Device):
    def __init__(self, pin=_native.MISSING, maxlen=2, *, idle_state=False):
        self._hold("pin", pin)
        self._maxlen = maxlen
        self._paused = False

    def __del__(self):
        self.deinit()

    def pause(self):
        self._there()
        self._paused = True

    def resume(self, trigger_duration=0):
        self._there()
        self._paused = False

    def clear(self):
        self._there()

    def popleft(self):
        self._there()
        raise IndexError("pop from empty PulseIn")

    @property
    def maxlen(self):
        self._there()
        return self._maxlen

    @property
    def paused(self):
        self._there()
        return self._paused

    def __len__(self):
        self._there()
        return 0

    def __bool__(self):
        return False

    def __getitem__(self, index):
        self._there()
        raise IndexError("index out of range")


class PulseOut(_device.Device):
    def __init__(self, pin=_native.MISSING, *, frequency=38000, duty_cycle=1 << 15):
        self._hold("pin", pin)

    def __del__(self):
        self.deinit()

    def send(self, pulses):
        self._there()
        try:
            halfwords = memoryview(pulses).itemsize == 2
        except (AttributeError, TypeError):
            halfwords = True
        if not halfwords:
            raise TypeError("Array must contain halfwords (type 'H')")
