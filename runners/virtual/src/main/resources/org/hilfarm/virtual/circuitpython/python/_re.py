# SPDX-License-Identifier: Apache-2.0
"""re, whose matches know their groups and where they are, as a board's do (extmod/modre.c)."""

from re import compile as _compile

_MOST = 100  # groups


class match:
    def __init__(self, native, found, text, found_by):
        self._native = native
        self._found = found
        self._pattern = found._native
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
        at = self._text.find(text, self._least(number, whole))
        return at, at + len(text)

    def _least(self, number, whole):
        """A group begins no sooner than the one before it, or where that ends if it lies beside."""
        for before in range(number - 1, 0, -1):
            begin, end = self.span(before)
            if begin >= 0:
                return begin if self._found._inside(before, number) else end
        return whole

    def start(self, number=0):
        return self.span(number)[0]

    def end(self, number=0):
        return self.span(number)[1]


_Match = match


class re:
    def __init__(self, native, source):
        self._native = native
        self._source = source
        self._ends = None

    def __repr__(self):
        return "<re>"

    def _inside(self, outer, inner):
        """Whether one group of the pattern lies in another that begins before it."""
        if self._ends is None:
            self._ends = _ends(self._source)
        return self._ends.get(outer, 0) >= self._ends.get(inner, 0)

    def match(self, text):
        found = self._native.match(text)
        return _Match(found, self, text, "match") if found else None

    def search(self, text):
        found = self._native.search(text)
        return _Match(found, self, text, "search") if found else None

    def sub(self, replacement, text, count=0):
        if not callable(replacement):
            return self._native.sub(replacement, text, count)

        def replaced(found):
            return replacement(_Match(found, self, text, "sub"))

        return self._native.sub(replaced, text, count)

    def split(self, text, most=0):
        return self._native.split(text, most) if most else self._native.split(text)


_Pattern = re
del re


def _ends(source):
    """Where the pattern's groups end, by their number."""
    source = source if isinstance(source, str) else source.decode()
    ends = {}
    open_groups = []
    count = at = 0
    in_class = False
    while at < len(source):
        c = source[at]
        if c == "\\":
            at += 1
        elif in_class:
            in_class = c != "]"
        elif c == "[":
            in_class = True
        elif c == "(":
            counts = source[at + 1 : at + 3] != "?:"
            count += counts
            open_groups.append(count if counts else 0)
        elif c == ")" and open_groups:
            ends[open_groups.pop()] = at
        at += 1
    return ends


def compile(pattern):
    return _Pattern(_compile(pattern), pattern)


def match(pattern, text):
    return _pattern(pattern).match(text)


def search(pattern, text):
    return _pattern(pattern).search(text)


def sub(pattern, replacement, text, count=0):
    return _pattern(pattern).sub(replacement, text, count)


def _pattern(pattern):
    return pattern if isinstance(pattern, _Pattern) else compile(pattern)
