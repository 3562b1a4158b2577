# SPDX-License-Identifier: Apache-2.0
"""time of a board: board time, which may run faster than the world's."""

import _clock
import _link


def struct_time(time_tuple):
    if len(time_tuple) != 9:
        raise ValueError("value length must be 9")
    return _clock.named(*time_tuple)


def monotonic_ns():
    return _clock.up()


def monotonic():
    return _clock.up() // 1000000 / 1000


def time():
    return _clock.now()


def localtime(secs=None):
    if secs is not None and secs < _clock.EPOCH:
        raise OverflowError("timestamp out of range for platform time_t")
    return _clock.broken_down(_clock.now() if secs is None else secs)


def mktime(t):
    if not isinstance(t, tuple):
        raise TypeError("value must be of type struct_time, not %s" % type(t).__name__)
    if len(t) != 9:
        text = "function takes 9 positional arguments but %d were given"
        raise TypeError(text % len(t))
    if t[0] < 2000:
        raise OverflowError("tm_year out of range")
    return _clock.seconds_of(t)


def sleep(seconds):
    if isinstance(seconds, str):
        raise TypeError("can't convert str to float")
    nanos = int(seconds * 1000000000)
    if nanos < 0:
        raise ValueError("seconds must be >= 0")
    _link.ask("sleep %d" % nanos)
