# SPDX-License-Identifier: Apache-2.0
"""os of a board."""

import os as _os
from collections import namedtuple as _namedtuple
from os import urandom

import _drive
import _link
import _settings

sep = "/"
# A tuple with names, and none of its own.
_uname = _namedtuple("", ("sysname", "nodename", "release", "version", "machine"))
_FOLDER = 0x4000
_SECTOR = 512
_SECTORS = 2008
_TIME = 946684800  # an unset clock
# A volume keeps its entries in the order in which they were made (supervisor/filesystem.c).
_FIRST = (
    ".fseventsd .metadata_never_index .Trashes .Trash-1000 sd settings.toml code.py lib"
    " boot_out.txt"
).split(" ")
_DENIED = (39, 66, 16)  # a folder that is not empty, or in use


def uname():
    c = _link.config
    release = c["release"]
    built = "%s on %s" % (release, c["date"])
    return _uname(c["sysname"], c["sysname"], release, built, c["machine"])


def _called(function, *paths):
    try:
        return function(*[_drive.inside(path) for path in paths])
    except _link.native_oserror as e:
        number = e.args[0]
        raise _link.oserror(13 if number in _DENIED else number)


def _order(name):
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def listdir(path=None):
    if path is not None and _drive.is_folder(path) is False:
        raise _link.oserror(2)
    return sorted(_called(_os.listdir, path or _os.getcwd()), key=_order)


def stat(path):
    if _drive.inside(path) == "/":
        return (_FOLDER, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    found = _called(_os.stat, path)
    folder = found[0] & _FOLDER
    return (folder or 0x8000, 0, 0, 0, 0, 0, 0 if folder else found[6]) + (_TIME,) * 3


def _used(path):
    sectors = 0
    for entry in _os.ilistdir(path):
        below = path + entry[0]
        if entry[1] == _FOLDER:
            sectors += 1 + _used(below + "/")
        else:
            sectors += (_os.stat(below)[6] + _SECTOR - 1) // _SECTOR
    return sectors


def statvfs(path):
    if _drive.is_folder(path) is None:
        raise _link.oserror(2)
    free = max(0, _SECTORS - _used("/"))
    return (_SECTOR, _SECTOR, _SECTORS, free, free, 0, 0, 0, 0, 255)


def getcwd():
    return _os.getcwd()


def chdir(path):
    if _drive.is_folder(path) is not True:
        raise _link.oserror(2)
    _called(_os.chdir, path)


def mkdir(path):
    _drive.check_writable()
    _called(_os.mkdir, path)


def remove(path):
    _drive.check_writable()
    if _drive.is_folder(path):
        raise _link.oserror(21)
    _called(_os.remove, path)


unlink = remove


def rmdir(path):
    _drive.check_writable()
    _called(_os.rmdir, path)


def _below(here, path):
    """A path as seen from the drive's root."""
    path = path if path[:1] == "/" else here + "/" + path
    while path[:1] == "/":
        path = path[1:]
    return path


def rename(old_path, new_path):
    _drive.check_writable()
    folders = _drive.is_folder(old_path), _drive.is_folder(new_path)
    if None not in folders and True in folders:
        raise _link.oserror(17)  # a file takes the place of a file
    here = _os.getcwd()
    _os.chdir("/")  # the interpreter's file system mixes up two absolute paths
    try:
        _called(_os.rename, _below(here, old_path), _below(here, new_path))
    finally:
        _os.chdir(here)


def utime(path, times):
    _drive.check_writable()
    if _drive.is_folder(path) is None:
        raise _link.oserror(2)


def sync():
    _link.ask("wrote")


def getenv(key, default=None):
    return _settings.text(key, default)
