# SPDX-License-Identifier: Apache-2.0
"""supervisor of a board."""

import _enum
import _link
import _native
import _settings


class RunReason(_enum.Member):
    pass


class SafeModeReason(_enum.Member):
    pass


_enum.fill(
    RunReason, "supervisor.RunReason", "STARTUP AUTO_RELOAD SUPERVISOR_RELOAD REPL_RELOAD"
)
_enum.fill(
    SafeModeReason,
    "supervisor.SafeModeReason",
    "NONE BROWNOUT FLASH_WRITE_FAIL GC_ALLOC_OUTSIDE_VM HARD_FAULT INTERRUPT_ERROR NLR_JUMP_FAIL"
    " NO_CIRCUITPY NO_HEAP PROGRAMMATIC SDK_FATAL_ERROR STACK_OVERFLOW"
    " USB_BOOT_DEVICE_NOT_INTERFACE_ZERO USB_TOO_MANY_ENDPOINTS USB_TOO_MANY_INTERFACE_NAMES USER"
    " WATCHDOG",
)


class Runtime(_native.Object):
    _quiet = []
    display = None
    run_reason = getattr(RunReason, _link.config["run_reason"])
    safe_mode_reason = getattr(SafeModeReason, _link.config["safe_mode_reason"])
    ble_workflow = False
    _brightness = 255

    @property
    def rgb_status_brightness(self):
        return self._brightness

    @rgb_status_brightness.setter
    def rgb_status_brightness(self, level):
        self._brightness = _native.in_range(level, 0, 255, "brightness")

    @property
    def usb_connected(self):
        return _link.ask("usb") == "1"

    @property
    def serial_connected(self):
        return _link.ask("serial") == "1"

    @property
    def serial_bytes_available(self):
        return int(_link.ask("available"))

    @property
    def autoreload(self):
        return _link.ask("autoreload") == "1"

    @autoreload.setter
    def autoreload(self, on):
        _link.ask("autoreload %d" % (1 if on else 0))


class Status_Bar(_native.Object):
    _quiet = []
    display = True  # the terminal on a display has it, if there is one

    @property
    def console(self):
        return _link.ask("statusbar") == "1"

    @console.setter
    def console(self, on):
        _link.ask("statusbar %d" % (1 if on else 0))


runtime = Runtime()
status_bar = Status_Bar()
del Runtime, Status_Bar


def reload():
    _link.ask("reload")
    raise _link.Reload


def set_next_code_file(
    filename,
    *,
    reload_on_success=False,
    reload_on_error=False,
    sticky_on_success=False,
    sticky_on_error=False,
    sticky_on_reload=False,
    working_directory=None
):
    if filename is not None:
        if not isinstance(filename, str):
            text = "filename must be of type str or None, not %s"
            raise TypeError(text % type(filename).__name__)
        try:
            open(filename).close()
        except OSError:
            raise ValueError("File not found")
    _link.ask("nextfile " + (filename or ""))


def get_previous_traceback():
    return _link.ask("traceback") or None


def ticks_ms():
    # The count begins 65 s before it wraps (shared-bindings/supervisor/__init__.c).
    return (int(_link.ask("now")) // 1000000 + 0x1FFF0000) & 0x1FFFFFFF


def reset_terminal(x_pixels, y_pixels):
    pass


def set_usb_identification(manufacturer=None, product=None, vid=-1, pid=-1):
    _native.in_range(vid, -1, 0xFFFF, "vid")
    _native.in_range(pid, -1, 0xFFFF, "pid")
    for text, what in ((manufacturer, "manufacturer"), (product, "product")):
        if text is not None and len(text) > 126:
            raise ValueError("%s length must be 0-126" % what)


def get_setting(name, default=None):
    return _settings.typed(name, default)
