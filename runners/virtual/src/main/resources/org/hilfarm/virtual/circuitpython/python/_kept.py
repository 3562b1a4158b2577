# SPDX-License-Identifier: Apache-2.0
"""Buses of displays, which outlive the interpreter (circuitpython #4962, reset_displays)."""

import _link
import _pins

_buses = []  # of this interpreter
_from_before = [int(n) for n in _link.config["kept_pins"].split(" ") if n]

if _from_before and _link.config["trait_display"] == "crashes":
    _link.ask("crash")


def keep(bus):
    _buses.append(bus)
    for pin in bus._held:
        _link.ask("keep %d" % pin._number)


def release():
    while _buses:
        bus = _buses.pop()
        for pin in bus._held:
            _link.ask("unkeep %d" % pin._number)
        bus.deinit()
    while _from_before:
        number = _from_before.pop()
        _link.ask("unkeep %d" % number)
        _pins.release_number(number)
