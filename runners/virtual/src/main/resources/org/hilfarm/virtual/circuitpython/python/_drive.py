# SPDX-License-Identifier: Apache-2.0
"""The CIRCUITPY drive as Python code sees it: read-only until it is remounted."""

import io

import _link

_open = open
readonly = [_link.config["readonly"] == "1"]


def inside(path):
    """A path that cannot leave the drive."""
    if isinstance(path, str) and ".." in path.split("/"):
        raise OSError(2, path)
    return path


def check_writable():
    if readonly[0]:
        raise OSError(30)
    _link.ask("wrote")


def open_file(path, mode="r", *rest, **named):
    inside(path)
    if "w" in mode or "a" in mode or "+" in mode or "x" in mode:
        check_writable()
    try:
        return _open(path, mode, *rest, **named)
    except OSError as e:
        raise OSError(e.args[0], path)


def input_line(prompt=""):
    print(prompt, end="")
    return _link.ask("input")
