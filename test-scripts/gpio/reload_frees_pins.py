# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a reload gives every pin back"
# needs = []
# timeout_s = 40
# covers = ["adafruit/circuitpython#10308", "adafruit/circuitpython#5240"]
# phases = [{ run = "take", within_s = 15 }, { run = "take_again", within_s = 15 }]
# ///
import board
import digitalio
import microcontroller

import hil

kept = []  # held until the interpreter ends: nothing is deinitialised by hand


def take():
    taken = take_all()
    hil.measure("pins_taken", len(taken), "", min=4)
    again = taken[0]
    try:
        digitalio.DigitalInOut(again)
        hil.check("a pin in use is refused", False, again)
    except ValueError as e:
        hil.check("a pin in use is refused", True, e)


def take_again():
    hil.measure("pins_free_after_a_reload", len(take_all()), "", min=4)


def take_all():
    """Every pin of the board that is free, each once: names may share a pin."""
    taken = []
    for name in dir(board):
        pin = getattr(board, name)
        if not isinstance(pin, microcontroller.Pin) or pin in taken:
            continue
        try:
            kept.append(digitalio.DigitalInOut(pin))
        except ValueError:
            continue  # taken by the board itself: a display, the status light
        taken.append(pin)
    return taken
