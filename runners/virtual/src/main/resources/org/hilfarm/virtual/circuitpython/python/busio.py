# SPDX-License-Identifier: Apache-2.0
"""busio: buses of which only I2C has something at its other end."""

from _i2c import I2C
from _spi import SPI
from _uart import UART
