# SPDX-License-Identifier: Apache-2.0
"""storage: the drive's mount."""

import _drive
import _link


class VfsFat:
    label = "CIRCUITPY"

    @property
    def readonly(self):
        return _drive.readonly[0]


_root = VfsFat()


def remount(path, readonly=False, *, disable_concurrent_write_protection=False):
    if path != "/":
        raise OSError(22)
    _link.ask("remount %d" % (1 if readonly else 0))
    _drive.readonly[0] = bool(readonly)


def getmount(path):
    if path != "/":
        raise OSError(19)
    return _root


def disable_usb_drive():
    pass


def enable_usb_drive():
    pass
