# SPDX-License-Identifier: Apache-2.0
"""re, whose matches know their groups and where they are, as a board's do (extmod/modre.c)."""

from re import compile as _compile

_MOST = 100  # groups


class match:
    def __init__(self, native, pattern, text, found_by):
        self._native = native
        self._pattern = pattern
        self._text = text
        self._found_by = found_by
        self._count = 1
        try:
            while self._count < _MOST:
                native.group(self._count)
                self._count += 1
        except IndexError:
            pass

    def __repr__(self):
        return "<match num=%d>" % self._count

    def group(self, number):
        return self._native.group(number)

    def groups(self):
        return tuple([self.group(i) for i in range(1, self._count)])

    def _begin(self):
        """Where all of it begins; the interpreter keeps that to itself."""
        if self._found_by == "match":
            return 0
        mark = "\x00\x01" if isinstance(self._text, str) else b"\x00\x01"
        return self._pattern.sub(lambda found: mark, self._text, 1).find(mark)

    def span(self, number=0):
        whole = self._begin()
        if number == 0:
            return whole, whole + len(self.group(0))
        text = self.group(number)
        if text is None:
            return -1, -1
        at = self._text.find(text, whole)
        return at, at + len(text)

    def start(self, number=0):
        return self.span(number)[0]

    def end(self, number=0):
        return self.span(number)[1]


_Match = match


class re:
    def __init__(self, native):
        self._native = native

    def __repr__(self):
        return "<re>"

    def match(self, text):
        found = self._native.match(text)
        return _Match(found, self._native, text, "match") if found else None

    def search(self, text):
        found = self._native.search(text)
        return _Match(found, self._native, text, "search") if found else None

    def sub(self, replacement, text, count=0):
        if not callable(replacement):
            return self._native.sub(replacement, text, count)

        def replaced(found):
            return replacement(_Match(found, self._native, text, "sub"))

        return self._native.sub(replaced, text, count)

    def split(self, text, most=0):
        return self._native.split(text, most) if most else self._native.split(text)


_Pattern = re
del re


def compile(pattern):
    return _Pattern(_compile(pattern))


def match(pattern, text):
    return _pattern(pattern).match(text)


def search(pattern, text):
    return _pattern(pattern).search(text)


def sub(pattern, replacement, text, count=0):
    return _pattern(pattern).sub(replacement, text, count)


def _pattern(pattern):
    return pattern if isinstance(pattern, _Pattern) else compile(pattern)
