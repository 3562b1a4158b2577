# SPDX-License-Identifier: Apache-2.0
"""usb_cdc: the console; the second port is off, as by default."""

import sys

import _link


class Serial:
    timeout = None

    @property
    def connected(self):
        return _link.ask("serial") == "1"

    @property
    def in_waiting(self):
        return int(_link.ask("available"))

    def write(self, data):
        return sys.stdout.buffer.write(data)

    def read(self, size=1):
        return bytes([int(_link.ask("getc")) for _ in range(size)])


console = Serial()
data = None
