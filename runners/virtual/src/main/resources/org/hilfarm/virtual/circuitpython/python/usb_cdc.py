# SPDX-License-Identifier: Apache-2.0
"""usb_cdc: the console; the second port is off, as by default."""

import _link
import _native
import sys as _sys


class Serial(_native.Object):
    timeout = None
    write_timeout = None
    out_waiting = 0

    @property
    def connected(self):
        return _link.ask("serial") == "1"

    @property
    def in_waiting(self):
        return int(_link.ask("available"))

    def write(self, data):
        return _sys.stdout.buffer.write(data)

    def flush(self):
        pass

    def read(self, size=1):
        if self.timeout == 0:
            size = min(size, self.in_waiting)
        data = b""
        while len(data) < size:
            taken = _link.ask("take %d" % (size - len(data)))
            data += bytes([int(taken[i : i + 2], 16) for i in range(0, len(taken), 2)])
        return data

    def readinto(self, buf):
        data = self.read(len(buf))
        buf[: len(data)] = data
        return len(data)

    def readline(self, size=-1):
        line = b""
        while size < 0 or len(line) < size:
            line += self.read(1)
            if line[-1:] == b"\n":
                break
        return line

    def readlines(self):
        return [self.readline()]

    def __next__(self):
        return self.readline()

    def reset_input_buffer(self):
        self.read(self.in_waiting)

    def reset_output_buffer(self):
        pass


console = Serial()
data = None


def disable():
    _link.only_in_boot_py()


def enable(*, console=True, data=False):
    _link.only_in_boot_py()
