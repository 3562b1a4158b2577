# SPDX-License-Identifier: Apache-2.0
"""bitbangio: the same buses on any pins."""

import _i2c
import _spi


class I2C(_i2c.I2C):
    def __init__(self, scl, sda, *, frequency=400000, timeout=255):
        self._timeout = timeout
        self._open(scl, sda, None)

    def _patience(self):
        return 1000 * self._timeout

    def _give_up(self):
        raise TimeoutError("timeout too long")


class SPI(_spi.SPI):
    def __init__(self, clock, MOSI=None, MISO=None):
        self._open(clock, MOSI, MISO, None)
