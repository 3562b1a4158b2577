# SPDX-License-Identifier: Apache-2.0
"""usb_hid: keyboard, mouse and consumer control; reports go nowhere."""

import _link
import _native


class Device(_native.Object):
    def __init__(
        self,
        *,
        report_descriptor,
        usage_page,
        usage,
        report_ids,
        in_report_lengths,
        out_report_lengths
    ):
        self.usage_page = usage_page
        self.usage = usage
        self._ids = report_ids

    def send_report(self, report, report_id=None):
        memoryview(report)

    def get_last_received_report(self, report_id=None):
        return None


def _device(page, usage, number):
    return Device(
        report_descriptor=b"",
        usage_page=page,
        usage=usage,
        report_ids=(number,),
        in_report_lengths=(8,),
        out_report_lengths=(1,),
    )


Device.KEYBOARD = _device(1, 6, 1)
Device.MOUSE = _device(1, 2, 2)
Device.CONSUMER_CONTROL = _device(12, 1, 3)
devices = (Device.KEYBOARD, Device.MOUSE, Device.CONSUMER_CONTROL)


def disable():
    _link.only_in_boot_py()


def enable(devices, boot_device=0):
    _link.only_in_boot_py()


def get_boot_device():
    return 0


def set_interface_name(interface_name):
    _link.only_in_boot_py()
