# SPDX-License-Identifier: Apache-2.0
"""The CIRCUITPY drive as Python code sees it: read-only until it is remounted, a FAT volume."""

import os as _os

import _link

_open = open
_FOLDER = 0x4000
readonly = [_link.config["readonly"] == "1"]


def enter():
    """Makes relative paths mean the drive, not the folder in which the farm was started."""
    _os.chdir("/")


def inside(path):
    """A path that cannot leave the drive."""
    if isinstance(path, str) and ".." in path.split("/"):
        raise _link.oserror(2, path)
    return path


def check_writable():
    if readonly[0]:
        raise _link.oserror(30)
    _link.ask("wrote")


def is_folder(path):
    """True, False, or None: there is nothing of that name."""
    try:
        return _os.stat(inside(path))[0] & _FOLDER != 0
    except _link.native_oserror:
        return None


def open_as_on_a_board(path, mode="r", *rest, **named):
    if not isinstance(path, str):
        text = "can't convert '%s' object to str implicitly"
        raise TypeError(text % type(path).__name__)
    if [c for c in mode if c not in "rwxabt+"]:
        raise ValueError("Invalid mode")
    writes = "w" in mode or "a" in mode or "+" in mode or "x" in mode
    if writes:
        check_writable()
    if is_folder(path):
        raise _link.oserror(13 if writes else 2, path)
    if "x" in mode:
        if is_folder(path) is not None:
            raise _link.oserror(17, path)
        mode = mode.replace("x", "w")
    try:
        return _open(path, mode, *rest, **named)
    except _link.native_oserror as e:
        raise _link.oserror(e.args[0], path)


def input_as_on_a_board(prompt=""):
    print(prompt, end="")
    return _link.ask("input")
