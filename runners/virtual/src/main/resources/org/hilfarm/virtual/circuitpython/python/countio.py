# SPDX-License-Identifier: Apache-2.0
"""countio: no edges come (ports/*/common-hal/countio/Counter.c)."""

import _device
import _enum
import _gpiote
import _link
import _native
import _pins
import _pwm
from digitalio import _check_pull


class Edge(_enum.Member):
    pass


_enum.fill(Edge, "countio.Edge", "RISE FALL RISE_AND_FALL")


class Counter(_device.Device):
    def __init__(self, pin=_native.MISSING, *, edge=Edge.FALL, pull=None):
        _pins.check(pin)
        _native.of_type(edge, Edge, "edge")
        _check_pull(pull)
        self._slice = None
        if _link.config["family"] == "RP2040":
            if _pwm.channel_of(pin) != 1:
                raise RuntimeError("Pin must be on PWM Channel B")
            if edge is Edge.RISE_AND_FALL:
                raise NotImplementedError("RISE_AND_FALL not available on this chip")
            if not _pwm.claim_whole(_pwm.slice_of(pin)):
                raise RuntimeError("PWM slice channel A already in use")
            self._slice = _pwm.slice_of(pin)
        else:
            _gpiote.claim(1)
        self._hold("pin", pin)
        self._count = 0

    def _close(self):
        if _link.config["trait_counter"] == "hard-fault":
            _link.ask("crash")
        if self._slice is not None:
            _pwm.release_whole(self._slice)
        else:
            _gpiote.release(1)

    def __del__(self):
        self.deinit()

    @property
    def count(self):
        self._there()
        return self._count

    @count.setter
    def count(self, count):
        self._there()
        self._count = count

    def reset(self):
        self._there()
        self._count = 0
