# SPDX-License-Identifier: Apache-2.0
"""Pins, and who uses them (shared-bindings/microcontroller/Pin.c)."""

import _guards
import _link
import _native


class Pin(_native.Object):
    def __init__(self, name, number):
        self._name = name
        self._number = number

    def __repr__(self):
        return self._name


class _ByChip:
    _quiet = ["__dict__"]


by_chip = _ByChip()
by_name = {}  # as the module board has them; several names may mean one pin
_users = {}
# ports/raspberrypi/boards/raspberry_pi_pico/pins.c; the first name is the one that is shown.
_PICO = {
    23: "SMPS_MODE GP23",
    24: "VBUS_SENSE GP24",
    25: "LED GP25",
    26: "GP26_A0 GP26 A0",
    27: "GP27_A1 GP27 A1",
    28: "GP28_A2 GP28 A2",
    29: "A3 VOLTAGE_MONITOR",
}


def check(pin, what="pin"):
    """The pin, if it is one and nobody uses it."""
    if pin is _native.MISSING:
        raise TypeError("'%s' argument required" % what)
    _native.of_type(pin, Pin, what)
    if pin in _users:
        _guards.sweep()
    if pin in _users:
        raise ValueError("%s in use" % pin._name[pin._name.find(".") + 1 :])
    return pin


def claim(pin, what="pin"):
    check(pin, what)
    _users[pin] = True
    if _link.config["trait_pins"] == "kept":
        _link.ask("keep %d" % pin._number)


def release(*pins):
    for pin in pins:
        _users.pop(pin, None)
        if _link.config["trait_pins"] == "kept":
            _link.ask("unkeep %d" % pin._number)


def in_use(pin):
    return pin in _users


def line(pin):
    """Which line of the I2C bus it is on: 0 is SCL, 1 is SDA, None neither."""
    bus = (_link.config["scl"], _link.config["sda"])
    for i in range(2):
        if by_name.get(bus[i]) is pin:
            return i
    return None


def wired(pin):
    """Whether it is on the I2C bus that has pull-ups."""
    return line(pin) is not None and _link.ask("i2c") != ""


def _add(names, number, chip_name):
    first = names.split(" ")[0]
    pin = Pin("board." + first if first else "microcontroller.pin." + chip_name, number)
    for name in names.split(" "):
        if name:
            by_name[name] = pin
    if chip_name:
        setattr(by_chip, chip_name, pin)


def _make():
    family = _link.config["family"]
    pico = _link.config["board_id"] == "raspberry_pi_pico"
    if family == "RP2040":
        for i in range(30):
            plain = "GP%d" % i if i < 29 else ""
            _add(_PICO.get(i, plain) if pico else plain, i, "GPIO%d" % i)
    elif family == "ESP32S2":
        for i in range(47):
            _add("IO%d" % i, i, "GPIO%d" % i)
    else:
        for i in range(48):
            name = "P%d_%02d" % (i // 32, i % 32)
            _add(name, i, name)
    number = 100
    for name in _link.config["pins"].split(" "):
        if name and name not in by_name:
            _add(name, number, "")
            number += 1


def release_number(number):
    for name in by_name:
        if by_name[name]._number == number:
            release(by_name[name])


def numbered(number):
    for name in by_name:
        if by_name[name]._number == number:
            return by_name[name]
    return None


def _keep():
    """Pins that stayed in use at a reload: those of displays; all, where finalisers are forgotten."""
    kept = _link.config["kept_pins"].split(" ")
    for name in by_name:
        if str(by_name[name]._number) in kept:
            _users[by_name[name]] = True


_make()
_keep()
