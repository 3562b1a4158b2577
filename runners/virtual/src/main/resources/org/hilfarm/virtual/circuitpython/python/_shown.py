# SPDX-License-Identifier: Apache-2.0
"""Values as a board shows them.

Floats have 30 bits (py/obj.h, MICROPY_OBJ_REPR_C) and are as short as can be; characters that can
be printed are not escaped (py/objstrunicode.c).
"""

import struct

_DEPTH = 4  # of lists in lists; what is deeper is shown as the interpreter does
_repr = repr


def _bits(f):
    return struct.unpack("<I", struct.pack("<f", f))[0] & 0xFFFFFFFC


def _float(f):
    bits = _bits(f)
    value = struct.unpack("<f", struct.pack("<I", bits))[0]
    if value - value != 0:
        return _repr(value)
    for digits in range(6, 10):
        text = "%.*g" % (digits, value)
        if _bits(float(text)) == bits:
            break
    return _repr(float(text))


def _escaped(c):
    code = ord(c)
    return code < 0xA1 or code == 0xAD or 0x2000 <= code <= 0x200F or code in (0x2028, 0x2029)


def _str(text):
    quote = _repr(text)[0]
    out = quote
    for c in text:
        out += "\\" + c if c == quote else _repr(c)[1:-1] if _escaped(c) else c
    return out + quote


def _differs(thing, depth):
    kind = type(thing)
    if kind is float:
        return True
    if kind is str:
        return len(thing.encode()) != len(thing)
    if depth and (kind is list or kind is tuple):
        for part in thing:
            if _differs(part, depth - 1):
                return True
    if depth and kind is dict:
        for key in thing:
            if _differs(key, depth - 1) or _differs(thing[key], depth - 1):
                return True
    return False


def special(thing, depth=_DEPTH):
    """How a board shows it, or None: just as the interpreter."""
    if not _differs(thing, depth):
        return None
    kind = type(thing)
    if kind is float:
        return _float(thing)
    if kind is str:
        return _str(thing)
    if kind is dict:
        return "{" + ", ".join(_part(k, depth) + ": " + _part(thing[k], depth) for k in thing) + "}"
    parts = ", ".join(_part(part, depth) for part in thing)
    if kind is list:
        return "[" + parts + "]"
    return "(" + parts + (",)" if len(thing) == 1 else ")")


def _part(thing, depth):
    return special(thing, depth - 1) or _repr(thing)
