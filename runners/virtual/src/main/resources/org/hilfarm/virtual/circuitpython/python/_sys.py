# SPDX-License-Identifier: Apache-2.0
"""sys of a board."""

import sys as _sys
from sys import byteorder, exit, maxsize, modules, path, stderr, stdin, stdout, version, version_info
from collections import namedtuple as _namedtuple

import _link
import _shell

argv = []
platform = _link.config["platform"]
implementation = _namedtuple("sys_implementation", ("name", "version", "_machine", "_mpy"))(
    "circuitpython", tuple(int(n) for n in _link.config["version"].split(".")), _link.config["machine"], 262
)


def print_exception(error, file=stdout):
    file.write(_shell.text_of(error))
