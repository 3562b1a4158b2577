# SPDX-License-Identifier: Apache-2.0
"""What objects and functions of the firmware, written in C, have in common."""


MISSING = object()  # an argument that must be given


class Object:
    def __repr__(self):
        return "<%s>" % type(self).__name__


class function:
    def __init__(self, call):
        self._call = call

    def __call__(self, *args, **named):
        return self._call(*args, **named)

    def __repr__(self):
        return "<function>"


def of_type(value, kind, what):
    if not isinstance(value, kind):
        text = "%s must be of type %s, not %s"
        raise TypeError(text % (what, kind.__name__, type(value).__name__))
    return value


def number(value):
    """As C code takes a whole number."""
    if not isinstance(value, int):
        raise TypeError("can't convert %s to int" % type(value).__name__)
    return value


def in_range(value, least, most, what):
    number(value)
    if not least <= value <= most:
        raise ValueError("%s must be %d-%d" % (what, least, most))
    return value


def at_least(value, least, what):
    if value < least:
        raise ValueError("%s must be >= %d" % (what, least))
    return value


def at_most(value, most, what):
    if value > most:
        raise ValueError("%s must be <= %d" % (what, most))
    return value
