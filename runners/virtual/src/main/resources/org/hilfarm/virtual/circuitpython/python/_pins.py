# SPDX-License-Identifier: Apache-2.0
"""Pins, and who uses them."""

import _link


class Pin:
    def __init__(self, name, number):
        self._name = name
        self._number = number

    def __repr__(self):
        return "board." + self._name


class _ByChip:
    pass


by_chip = _ByChip()
by_name = {}
_users = {}


def claim(pin, user, what="pin"):
    if not isinstance(pin, Pin):
        raise TypeError("%s must be of type Pin, not %s" % (what, type(pin).__name__))
    if pin in _users:
        raise ValueError("%s in use" % pin._name)
    _users[pin] = user


def release(*pins):
    for pin in pins:
        _users.pop(pin, None)


def in_use(pin):
    return pin in _users


def _add(name, number, chip_name):
    pin = Pin(name, number)
    by_name[name] = pin
    setattr(by_chip, chip_name, pin)


def _make():
    family = _link.config["family"]
    if family == "RP2040":
        for i in range(29):
            _add("GP%d" % i, i, "GPIO%d" % i)
    elif family == "ESP32S2":
        for i in range(47):
            _add("IO%d" % i, i, "GPIO%d" % i)
    else:
        for i in range(48):
            _add("P%d_%02d" % (i // 32, i % 32), i, "P%d_%02d" % (i // 32, i % 32))
    number = 100
    for name in _link.config["pins"].split(" "):
        if name and name not in by_name:
            _add(name, number, name)
            number += 1


_make()
