# SPDX-License-Identifier: Apache-2.0
"""adafruit_bus_device: buses locked for one device (shared-module/adafruit_bus_device)."""

import _native


class I2CDevice(_native.Object):
    def __init__(self, i2c, device_address, probe=True):
        self._i2c = i2c
        self._address = device_address
        if probe:
            with self:
                if not i2c.probe(device_address):
                    raise ValueError("No I2C device at address: 0x%x" % device_address)

    def __enter__(self):
        while not self._i2c.try_lock():
            pass
        return self

    def __exit__(self, *error):
        self._i2c.unlock()

    def readinto(self, buffer, **part):
        self._i2c.readfrom_into(self._address, buffer, **part)

    def write(self, buffer, **part):
        self._i2c.writeto(self._address, buffer, **part)

    def write_then_readinto(self, out_buffer, in_buffer, **part):
        self._i2c.writeto_then_readfrom(self._address, out_buffer, in_buffer, **part)


class SPIDevice(_native.Object):
    def __init__(
        self,
        spi,
        chip_select=None,
        *,
        baudrate=100000,
        polarity=0,
        phase=0,
        extra_clocks=0,
        cs_active_value=False
    ):
        self._spi = spi
        self._select = chip_select
        self._active = cs_active_value
        self._mode = dict(baudrate=baudrate, polarity=polarity, phase=phase)
        if chip_select:
            chip_select.switch_to_output(value=not cs_active_value)

    def __enter__(self):
        while not self._spi.try_lock():
            pass
        self._spi.configure(**self._mode)
        if self._select:
            self._select.value = self._active
        return self._spi

    def __exit__(self, *error):
        if self._select:
            self._select.value = not self._active
        self._spi.unlock()


class _Part:
    _quiet = ["__dict__", "__name__"]


i2c_device = _Part()
i2c_device.I2CDevice = I2CDevice
spi_device = _Part()
spi_device.SPIDevice = SPIDevice
