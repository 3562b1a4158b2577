# SPDX-License-Identifier: Apache-2.0
"""neopixel_write: nobody looks at the pixels."""

import _native
from digitalio import DigitalInOut as _DigitalInOut


def neopixel_write(digitalinout, buf):
    _native.of_type(digitalinout, _DigitalInOut, "digitalinout")._there()
    memoryview(buf)
