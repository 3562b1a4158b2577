# SPDX-License-Identifier: Apache-2.0
"""time of a board: board time, which may run faster than the world's."""

from collections import namedtuple as _namedtuple
from time import gmtime as _gmtime

import _link

_EPOCH = 1577836800  # an unset clock starts at 2020-01-01
struct_time = _namedtuple(
    "struct_time",
    "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst".split(" "),
)


def monotonic_ns():
    return int(_link.ask("now"))


def monotonic():
    return monotonic_ns() / 1000000000


def time():
    return _EPOCH + monotonic_ns() // 1000000000


def localtime(seconds=None):
    return struct_time(*_gmtime(time() if seconds is None else seconds)[:8], -1)


def sleep(seconds):
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    _link.ask("sleep %d" % int(seconds * 1000000000))
