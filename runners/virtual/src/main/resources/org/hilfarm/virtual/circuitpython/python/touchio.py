# SPDX-License-Identifier: Apache-2.0
"""touchio: a pin without the resistor that touch needs (shared-module/touchio/TouchIn.c)."""

import _device
import _native
import _pins
from digitalio import _check_pull


class TouchIn(_device.Device):
    raw_value = None
    threshold = None
    value = None

    def __init__(self, pin=_native.MISSING, pull=None):
        _pins.check(pin)
        _check_pull(pull)
        raise ValueError("No pulldown on pin; 1Mohm recommended")
