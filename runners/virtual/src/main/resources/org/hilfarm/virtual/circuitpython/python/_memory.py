# SPDX-License-Identifier: Apache-2.0
"""Bytes that the board keeps over a reload or a reset."""

import binascii

import _link
import _native

_CHUNK = 1024  # an answer must fit into a pipe at once


class Bytes(_native.Object):
    def __init__(self, what, length):
        self._what = what
        self._length = length

    def __len__(self):
        return self._length

    def _range(self, index):
        if isinstance(index, slice):
            if index.step not in (None, 1):
                raise NotImplementedError("only slices with step=1 (aka None) are supported")
            start = 0 if index.start is None else index.start
            stop = self._length if index.stop is None else index.stop
            start = start + self._length if start < 0 else start
            stop = stop + self._length if stop < 0 else min(stop, self._length)
            return start, max(start, stop)
        if not isinstance(index, int):
            text = "%s indices must be integers, not %s"
            raise TypeError(text % (type(self).__name__, type(index).__name__))
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError("index out of range")
        return index, index + 1

    def __getitem__(self, index):
        start, stop = self._range(index)
        data = bytearray()
        for at in range(start, stop, _CHUNK):
            end = min(stop, at + _CHUNK)
            data += binascii.unhexlify(_link.ask("%s %d %d" % (self._what, at, end)))
        return data if isinstance(index, slice) else data[0]

    def __setitem__(self, index, value):
        start, stop = self._range(index)
        if not isinstance(index, slice):
            value = [_native.in_range(value, 0, 255, "bytes")]
        data = bytes(value)
        if len(data) != stop - start:
            raise ValueError("Slice and value different lengths.")
        for at in range(0, len(data), _CHUNK):
            part = binascii.hexlify(data[at : at + _CHUNK]).decode()
            _link.ask("%s %d = %s" % (self._what, start + at, part))

    def __iter__(self):
        return iter(self[:])
