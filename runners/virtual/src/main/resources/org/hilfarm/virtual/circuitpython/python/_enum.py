# SPDX-License-Identifier: Apache-2.0
"""Enumerations that print themselves as CircuitPython's do."""


class Member:
    def __init__(self, name):
        self._name = name

    def __repr__(self):
        return self._prefix + "." + self._name


def fill(cls, prefix, names):
    cls._prefix = prefix
    for name in names.split(" "):
        setattr(cls, name, cls(name))
