# SPDX-License-Identifier: Apache-2.0
"""storage: the drive's mount (shared-module/storage)."""

import _drive
import _link
import _native


class VfsFat(_native.Object):
    _label = "CIRCUITPY"

    def __init__(self, block_device):
        raise NotImplementedError("storage.VfsFat is not modelled by a virtual board")

    @property
    def label(self):
        return self._label

    @label.setter
    def label(self, label):
        _drive.check_writable()
        self._label = label.upper()

    @property
    def readonly(self):
        return _drive.readonly[0]


_root = object.__new__(VfsFat)


def mount(filesystem, mount_path, *, readonly=False):
    _native.of_type(filesystem, VfsFat, "filesystem")
    raise _link.oserror(1)


def umount(mount):
    raise _link.oserror(22)


def remount(mount_path, readonly=False, *, disable_concurrent_write_protection=False):
    if mount_path != "/":
        raise _link.oserror(22)
    _link.ask("remount %d" % (1 if readonly else 0))
    _drive.readonly[0] = bool(readonly)


def getmount(mount_path):
    if mount_path != "/":
        raise _link.oserror(22)
    return _root


def erase_filesystem(extended=None):
    _link.ask("erase")


def disable_usb_drive():
    _link.only_in_boot_py()


def enable_usb_drive():
    _link.only_in_boot_py()
