# SPDX-License-Identifier: Apache-2.0
"""usb_midi: ports at which nobody plays."""

import _link
import _native


class PortIn(_native.Object):
    def read(self, nbytes=None):
        return b""

    def readinto(self, buf, nbytes=None):
        return 0


class PortOut(_native.Object):
    def write(self, buf):
        return len(buf)


ports = (PortIn(), PortOut())


def disable():
    _link.only_in_boot_py()


def enable():
    _link.only_in_boot_py()


def set_names(*, streaming_interface_name=None, audio_control_interface_name=None):
    _link.only_in_boot_py()
