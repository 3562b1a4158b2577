# SPDX-License-Identifier: Apache-2.0
"""busio.UART: nobody is at the other end, so a read takes its whole timeout."""

import _device
import _enum
import _link
import _native
import _pins

_blocks = {}


def _block(tx, rx):
    """The RP2040's blocks have fixed pins (ports/raspberrypi/common-hal/busio/UART.c)."""
    if _link.config["family"] != "RP2040":
        return None
    block = (((tx or rx)._number + 4) // 8) % 2
    for pin, place in ((tx, 0), (rx, 1)):
        if pin is not None:
            number = pin._number
            if number % 4 != place or ((number + 4) // 8) % 2 != block:
                raise ValueError("Invalid pins")
    if block in _blocks:
        raise ValueError("UART peripheral in use")
    return block


class Parity(_enum.Member):
    pass


_enum.fill(Parity, "busio.UART.Parity", "ODD EVEN")


class UART(_device.Device):
    Parity = Parity

    def __init__(
        self,
        tx=None,
        rx=None,
        *,
        rts=None,
        cts=None,
        rs485_dir=None,
        rs485_invert=False,
        baudrate=9600,
        bits=8,
        parity=None,
        stop=1,
        timeout=1,
        receiver_buffer_size=64
    ):
        for pin, what in ((rx, "rx"), (tx, "tx"), (rts, "rts"), (cts, "cts")):
            if pin is not None:
                _pins.check(pin, what)
        if tx is None and rx is None:
            raise ValueError("tx and rx cannot both be None")
        _native.in_range(bits, 5, 9, "bits")
        _native.in_range(receiver_buffer_size, 1, 0xFFFF, "receiver_buffer_size")
        _native.in_range(stop, 1, 2, "stop")
        _native.in_range(int(timeout), 0, 100, "timeout")
        if _link.config["family"] == "RP2040":
            _native.at_most(bits, 8, "bits")
        self._block = _block(tx, rx)
        if self._block is not None:
            _blocks[self._block] = self
        self._held = tuple(pin for pin in (tx, rx, rts, cts) if pin is not None)
        for pin in self._held:
            _pins.claim(pin)
        self._tx = tx
        self._rx = rx
        self._rate = baudrate
        self._timeout = timeout

    def _close(self):
        _blocks.pop(self._block, None)

    def __del__(self):
        self.deinit()

    @property
    def baudrate(self):
        self._there()
        return self._rate

    @baudrate.setter
    def baudrate(self, rate):
        self._there()
        self._rate = rate

    @property
    def timeout(self):
        self._there()
        return float(self._timeout)

    @timeout.setter
    def timeout(self, timeout):
        self._there()
        _native.in_range(int(timeout), 0, 100, "timeout")
        self._timeout = timeout

    @property
    def in_waiting(self):
        self._there()
        return 0

    def _wait(self):
        self._there()
        if self._rx is None:
            raise ValueError("No rx pin")
        _link.ask("sleep %d" % int(self._timeout * 1000000000))

    def read(self, nbytes=None):
        self._wait()

    def readinto(self, buf, nbytes=None):
        self._wait()

    def readline(self):
        self._wait()

    def write(self, buf):
        self._there()
        if self._tx is None:
            raise ValueError("No tx pin")
        return len(buf)

    def reset_input_buffer(self):
        self._there()
