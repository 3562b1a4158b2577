# SPDX-License-Identifier: Apache-2.0
"""os of a board."""

import os as _os
from collections import namedtuple as _namedtuple
from os import chdir, getcwd, sep, urandom

import _drive
import _link

_uname = _namedtuple("uname_result", ("sysname", "nodename", "release", "version", "machine"))


def uname():
    c = _link.config
    release = c["release"]
    built = "%s on %s" % (release, c["date"])
    return _uname(c["sysname"], c["sysname"], release, built, c["machine"])


def _reading(function):
    def call(path="/"):
        try:
            return function(_drive.inside(path))
        except OSError as e:
            raise OSError(e.args[0], path)

    return call


def _writing(function):
    def call(*paths):
        for path in paths:
            _drive.inside(path)
        _drive.check_writable()
        return function(*paths)

    return call


listdir = _reading(_os.listdir)
stat = _reading(_os.stat)
statvfs = _reading(_os.statvfs)
mkdir = _writing(_os.mkdir)
remove = _writing(_os.remove)
unlink = remove
rename = _writing(_os.rename)
rmdir = _writing(_os.rmdir)


def sync():
    _link.ask("wrote")


def getenv(name, default=None):
    try:
        with _drive.open_file("/settings.toml") as f:
            for line in f:
                key, equals, value = line.partition("=")
                if equals and key.strip() == name:
                    value = value.strip()
                    return value[1:-1] if value[:1] == '"' else int(value)
    except (OSError, ValueError):
        pass
    return default
