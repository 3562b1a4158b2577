# SPDX-License-Identifier: Apache-2.0
"""help() of a board (py/builtinhelp.c)."""

import _link
import _surface

_COLUMNS = 4
_WIDTH = 18
_WELCOME = """Welcome to Adafruit CircuitPython %s!

Visit circuitpython.org for more information.

To list built-in modules type `help("modules")`."""
_NOTHING = object()


def _modules():
    names = _surface.modules()
    rows = (len(names) + _COLUMNS - 1) // _COLUMNS
    for row in range(rows):
        line = ""
        for name in names[row::rows]:
            if line:
                gap = _WIDTH - last
                while gap < 1:
                    gap += _WIDTH
                line += " " * gap
            line += name
            last = len(name)
        print(line)
    print("Plus any modules on the filesystem")


def help_as_on_a_board(of=_NOTHING):
    if of is _NOTHING:
        print(_WELCOME % _link.config["release"])
    elif of == "modules":
        _modules()
    else:
        print("object", of, "is of type", type(of).__name__)
        for name in dir(of):
            if name[0] != "_":
                print(" ", name, "--", getattr(of, name))
