# SPDX-License-Identifier: Apache-2.0
"""Makes the interpreter look like a board: its modules, its drive as /, its texts of errors."""

import builtins
import gc
import io
import sys
import vfs

import _link
import _drive

_home = _link.config["home"]
# Shown by CircuitPython (py/moderrno.c), where MicroPython shows the symbol.
_errno = {
    1: "Operation not permitted",
    2: "No such file/directory",
    5: "Input/output error",
    13: "Permission denied",
    17: "File exists",
    19: "No such device",
    22: "Invalid argument",
    28: "No space left on device",
    30: "Read-only filesystem",
    116: "ETIMEDOUT",
}
_texts = {
    "divide by zero": "division by zero",
    "maximum recursion depth exceeded": "pystack exhausted",
}
# MicroPython has them, a board has not, and some would reach the machine below.
_hidden = (
    "_asyncio _thread asyncio cryptolib deflate ffi framebuf jni machine mip platform requests"
    " socket termios tls uasyncio uctypes vfs websocket"
).split(" ")
_own = (
    "alarm board busio digitalio gc microcontroller micropython os storage supervisor sys time"
    " traceback usb_cdc watchdog"
).split(" ")
_modules = {}
_import = builtins.__import__
_dir = builtins.dir
_ballast = None


def _import_as_on_a_board(name, *rest):
    top = name.split(".")[0]
    if top in _modules:
        return _modules[top]
    if top in _hidden or top.startswith("_"):
        raise ImportError("no module named '%s'" % name)
    return _import(name, *rest)


def _dir_as_on_a_board(*of):
    if of and hasattr(of[0], "_dir"):
        return list(of[0]._dir)
    return _dir(*of)


def install(names):
    global _ballast
    real_sys = sys
    for name in _own:
        # The stub of gc, os, sys and time is beside the built-in module of that name.
        _modules[name] = _import("_" + name if name in _renamed else name)
    for name in _own:
        real_sys.modules[name] = _modules[name]
    vfs.umount("/")
    vfs.mount(vfs.VfsPosix(_link.config["drive"]), "/")
    real_sys.path[:] = ["", "/", ".frozen", "/lib"]
    builtins.open = _drive.open_file
    builtins.input = _drive.input_line
    builtins.dir = _dir_as_on_a_board
    builtins.__import__ = _import_as_on_a_board
    gc.collect()
    _ballast = bytearray(max(0, gc.mem_free() - int(_link.config["heap"]) - 16))
    _modules["gc"]._begin(gc.mem_alloc())


_renamed = ("gc", "micropython", "os", "sys", "time")


def last_line(error):
    text = str(error)
    if isinstance(error, OSError) and error.args and isinstance(error.args[0], int):
        text = _errno_text(error.args)
    if text.startswith("invalid syntax for integer"):
        text = text.split(":")[0]
    name = type(error).__name__
    return "%s: %s" % ("WatchDogTimeout" if name == "Timeout" else name, _texts.get(text, text))


def _errno_text(args):
    if args[0] not in _errno:
        return str(args[0])
    more = ": %s" % args[1] if len(args) > 1 else ""
    return "[Errno %d] %s%s" % (args[0], _errno[args[0]], more)


def _lines(error):
    out = io.StringIO()
    sys.print_exception(error, out)
    return [
        line
        for line in out.getvalue().split("\n")
        if line.startswith("  File ") and _home not in line
    ]


def text_of(error):
    lines = ["Traceback (most recent call last):"] + _lines(error) + [last_line(error)]
    return "\n".join(lines) + "\n"


def show(error):
    sys.stdout.write(text_of(error))


def line_of(error):
    """The line of a source at which it cannot be parsed; 0: none, or the source is just short."""
    if not isinstance(error, SyntaxError):
        return 0
    lines = _lines(error)
    return int(lines[-1].split(" line ")[1].split(",")[0]) if lines else 0
