# SPDX-License-Identifier: Apache-2.0
"""Makes the interpreter look like a board: its modules, its drive as /, its texts of errors."""

import builtins
import gc
import sys

import vfs

import _drive
import _errors
import _gc
import _help
import _link
import _modules
import _source

_ballast = None


def install(names):
    global _ballast
    _modules.main = names
    vfs.umount("/")
    vfs.mount(vfs.VfsPosix(_link.config["drive"]), "/")
    _drive.enter()
    sys.path[:] = ["", "/", "/lib"]
    _errors.install()
    _source.install()
    builtins.open = _drive.open_as_on_a_board
    builtins.input = _drive.input_as_on_a_board
    builtins.help = _help.help_as_on_a_board
    builtins.dir = _modules.dir_as_on_a_board
    builtins.__import__ = _modules.import_as_on_a_board
    _modules.preload()
    _modules.hide()
    _ballast = _modules.reserve(int(_link.config["heap"]))
    _gc._begin(gc.mem_alloc())


def at_exit():
    while _link.at_exit:
        function, args, named = _link.at_exit.pop()
        function(*args, **named)
