# SPDX-License-Identifier: Apache-2.0
"""i2ctarget: no controller ever asks."""

import _device
import _i2c


class I2CTarget(_device.Device):
    def __init__(self, scl, sda, addresses, smbus=False):
        for address in addresses:
            if not 0 <= address <= 0x7F:
                raise ValueError("address out of range")
        _i2c._block(scl, sda)
        self._hold("scl", scl, "sda", sda)

    def __del__(self):
        self.deinit()

    def request(self, *, timeout=-1):
        self._there()
        return None
