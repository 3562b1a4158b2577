# SPDX-License-Identifier: Apache-2.0
"""i2cdisplaybus: nothing is drawn, but the bus stays in use until displays are released."""

import _i2c
import _kept
import _native


class I2CDisplayBus(_native.Object):
    def __init__(self, i2c_bus, *, device_address, reset=None):
        _native.of_type(i2c_bus, _i2c.I2C, "i2c_bus")
        i2c_bus._there()
        if not i2c_bus._answers(device_address):
            raise RuntimeError("Unable to find I2C Display at %x" % device_address)
        _kept.keep(i2c_bus)

    def reset(self):
        raise RuntimeError("No reset pin available")
