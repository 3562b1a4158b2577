# SPDX-License-Identifier: Apache-2.0
"""struct, which on a board counts and measures what it is given (shared-module/struct)."""

from struct import calcsize
from struct import pack as _pack
from struct import pack_into as _pack_into
from struct import unpack as _unpack
from struct import unpack_from as _unpack_from

_SIZES = {"b": 1, "B": -1, "h": 2, "H": -2, "i": 4, "I": -4, "l": 4, "L": -4, "q": 8, "Q": -8}


def _codes(fmt):
    """The code of each value that the format takes."""
    count = ""
    for c in fmt.decode() if isinstance(fmt, bytes) else fmt:
        if c.isdigit():
            count += c
            continue
        if c not in "@=<>!x":
            for _ in range(1 if c == "s" or not count else int(count)):
                yield c
        count = ""


def _checked(fmt, values):
    codes = list(_codes(fmt))
    for code, value in zip(codes, values):
        size = _SIZES.get(code)
        if size and isinstance(value, int):
            bits = 8 * abs(size)
            least = -(1 << (bits - 1)) if size > 0 else 0
            if not least <= value < least + (1 << bits):
                raise OverflowError("value must fit in %d byte(s)" % abs(size))
    if len(codes) != len(values):
        raise ValueError("values length must be %d" % len(codes))


def pack(fmt, *values):
    _checked(fmt, values)
    return _pack(fmt, *values)


def pack_into(fmt, buffer, offset, *values):
    start = offset + len(buffer) if offset < 0 else offset
    if start < 0 or start + calcsize(fmt) > len(buffer):
        raise RuntimeError("Buffer too small")
    _checked(fmt, values)
    _pack_into(fmt, buffer, offset, *values)


def unpack(fmt, data):
    if len(data) != calcsize(fmt):
        raise RuntimeError("buffer size must match format")
    return _unpack(fmt, data)


def unpack_from(fmt, buffer, offset=0):
    start = offset + len(buffer) if offset < 0 else offset
    if start < 0:
        raise RuntimeError("Buffer too small")
    if start + calcsize(fmt) > len(buffer):
        raise RuntimeError("buffer too small")
    return _unpack_from(fmt, buffer, offset)
