# SPDX-License-Identifier: Apache-2.0
"""busio.SPI: nothing is wired to it, so it reads zeros."""

import _device
import _link
import _native
import _pins

_blocks = {}


def _block(clock, mosi, miso):
    """The RP2040's blocks have fixed pins (ports/raspberrypi/common-hal/busio/SPI.c)."""
    if _link.config["family"] != "RP2040":
        return None
    block = (clock._number // 8) % 2
    right = clock._number % 4 == 2
    for pin, place in ((mosi, 3), (miso, 0)):
        if pin is not None:
            right = right and pin._number % 4 == place and (pin._number // 8) % 2 == block
    if not right:
        raise ValueError("Invalid pins")
    if block in _blocks:
        raise ValueError("SPI peripheral in use")
    return block


def _divided(rate):
    """What two dividers make of it (pico-sdk, spi_set_baudrate)."""
    clock = int(_link.config["frequency"])
    first = 2
    while first < 254 and clock >= (first + 2) * 256 * rate:
        first += 2
    second = 256
    while second > 1 and clock // (first * (second - 1)) <= rate:
        second -= 1
    return clock // (first * second)


def _part(buffer, start, end):
    memoryview(buffer)  # or there is no len() to ask for
    return range(len(buffer))[start : len(buffer) if end is None else end]


class SPI(_device.Locked):
    def __init__(self, clock=_native.MISSING, MOSI=None, MISO=None, half_duplex=False):
        _check(clock, MOSI, MISO)
        if half_duplex:
            raise NotImplementedError("half_duplex")
        self._open(clock, MOSI, MISO, _block(clock, MOSI, MISO))

    def _open(self, clock, mosi, miso, block):
        _check(clock, mosi, miso)
        self._held = tuple(pin for pin in (clock, mosi, miso) if pin is not None)
        for pin in self._held:
            _pins.claim(pin)
        self._mosi = mosi
        self._miso = miso
        self._block = block
        self._rate = 250000
        if block is not None:
            _blocks[block] = self

    def _close(self):
        _blocks.pop(self._block, None)

    def __del__(self):
        self.deinit()

    @property
    def frequency(self):
        self._there()
        rp2040 = _link.config["family"] == "RP2040"
        return _divided(self._rate) if rp2040 else self._rate

    def configure(self, *, baudrate=100000, polarity=0, phase=0, bits=8):
        self._owned()
        _native.in_range(polarity, 0, 1, "polarity")
        _native.in_range(phase, 0, 1, "phase")
        _native.in_range(bits, 8, 9, "bits")
        self._rate = baudrate

    def write(self, buffer, *, start=0, end=None):
        self._owned()
        if len(_part(buffer, start, end)) and self._mosi is None:
            raise ValueError("No mosi pin")

    def readinto(self, buffer, *, start=0, end=None, write_value=0):
        self._owned()
        if len(_part(buffer, start, end)) and self._miso is None:
            raise ValueError("No miso pin")
        for i in _part(buffer, start, end):
            buffer[i] = 0

    def write_readinto(
        self,
        out_buffer,
        in_buffer,
        *,
        out_start=0,
        out_end=None,
        in_start=0,
        in_end=None
    ):
        self._owned()
        places = _part(in_buffer, in_start, in_end)
        if len(_part(out_buffer, out_start, out_end)) != len(places):
            raise ValueError("buffer slices must be of equal length")
        for i in places:
            in_buffer[i] = 0


def _check(clock, mosi, miso):
    _pins.check(clock, "clock")
    if mosi is not None:
        _pins.check(mosi, "mosi")
    if miso is not None:
        _pins.check(miso, "miso")
    if mosi is None and miso is None:
        raise ValueError("Must provide MISO or MOSI pin")
