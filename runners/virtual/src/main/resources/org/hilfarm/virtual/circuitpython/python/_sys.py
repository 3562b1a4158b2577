# SPDX-License-Identifier: Apache-2.0
"""sys of a board."""

from collections import namedtuple as _namedtuple
from sys import byteorder, exit, maxsize, modules, path, stderr, stdin, stdout

import _link
import _modules

_c = _link.config
_fields = ("name", "version", "_machine", "_mpy", "_build")
# _mpy: .mpy version 6, for an ARMv6-M core.
_MPY = 774
argv = []
platform = _c["platform"]
version = "3.4.0; CircuitPython %s on %s" % (_c["release"], _c["date"])
version_info = (3, 4, 0)
# A tuple with names, and none of its own.
implementation = _namedtuple("", _fields)(
    "circuitpython",
    tuple(int(n) for n in _c["version"].split(".")) + ("",),
    _c["machine"],
    _MPY,
    _c["board_id"],
)
_modules.fixed.append((type(implementation), ["__class__"] + list(_fields)))
