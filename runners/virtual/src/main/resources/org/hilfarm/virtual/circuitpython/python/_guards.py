# SPDX-License-Identifier: Apache-2.0
"""Finalisers, which this interpreter has for its own files only, not for classes.

Each object that a board would finalise holds an open file. Once the collector has closed that file,
its owner is gone, and what it held is given back as soon as somebody asks for it.
"""

import vfs

import _link

_FILE = "/_guards.py"
_home = vfs.VfsPosix(_link.config["home"])
_numbers = vfs.VfsPosix("/proc/self/fd")
_inode = _home.stat(_FILE)[1]
_watched = {}  # by the file's number: what is to be done, in pairs of a function and its arguments
_trait = _link.config["trait_finalisers"]
_twice = []


def watch(*what):
    """A guard for an object to hold."""
    guard = _home.open(_FILE, "rb")
    number = guard.fileno()
    if number in _watched:  # closed, and its number given out anew
        _finalise(number)
    _watched[number] = what
    return guard


def forget(guard):
    """The object was deinitialised by hand."""
    _watched.pop(guard.fileno(), None)
    guard.close()


def sweep():
    """Does what the finalisers of collected objects would have done."""
    while _twice:
        _run(_twice.pop())
    for number in list(_watched):
        if not _is_open(number):
            _finalise(number)


def _is_open(number):
    try:
        return _numbers.stat("/%d" % number)[1] == _inode
    except _link.native_oserror:
        return False


def _finalise(number):
    what = _watched.pop(number)
    if _trait == "never":
        return
    _run(what)
    if _trait == "twice":
        _twice.append(what)


def _run(what):
    for i in range(0, len(what), 2):
        what[i](*what[i + 1])
