# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "an I2C bus without pull-ups is refused, and the pins stay free"
# needs = []
# timeout_s = 40
# covers = ["adafruit/circuitpython#5174"]
# phases = [{ run = "bare_pins", within_s = 25 }]
# ///
import board
import busio
import digitalio
import microcontroller

import hil

TEXT = "No pull up found on SDA or SCL; check your wiring"
PAIRS = 3
READINGS = 5


def bare_pins():
    bare = bare_pins_of_the_board()
    refused = 0
    for scl in bare:
        for sda in bare:
            if refused < PAIRS and scl != sda and refuses(scl, sda):
                refused += 1
    if not refused:
        hil.skip("no two free pins of this board may be an I2C bus")
    hil.measure("pairs_refused", refused, "", min=1)
    lost = [str(p) for p in bare if not is_free(p)]
    hil.check("a refused bus leaves its pins free", not lost, lost)


def refuses(scl, sda):
    """Whether the text of a missing pull-up came; pins that can be no bus do not count."""
    try:
        bus = busio.I2C(scl, sda)
    except RuntimeError as e:
        if str(e) == TEXT:
            return True
        hil.check("the refusal says what is missing", False, e)
        return False
    except ValueError:
        return False
    bus.deinit()
    hil.check("%s and %s without pull-ups are no bus" % (scl, sda), False, "it was opened")
    return False


def bare_pins_of_the_board():
    """Free pins that nothing pulls up; two of the bus are left out whatever they say."""
    bare = []
    for name in sorted(dir(board)):
        pin = getattr(board, name)
        wired = name in (hil.slot.get("sda"), hil.slot.get("scl"), "SDA", "SCL")
        if wired or not isinstance(pin, microcontroller.Pin) or pin in bare:
            continue
        if is_free(pin) and floats(pin):
            bare.append(pin)
    return [p for p in bare if not is_wired(p)]


def is_wired(pin):
    return any([getattr(board, hil.slot.get(n, ""), None) is pin for n in ("sda", "scl")])


def floats(pin):
    """Pulled down it reads low, pulled up high: nobody else has a say."""
    with digitalio.DigitalInOut(pin) as line:
        for _ in range(READINGS):
            line.pull = digitalio.Pull.UP
            if not line.value:
                return False
            line.pull = digitalio.Pull.DOWN
            if line.value:
                return False
    return True


def is_free(pin):
    try:
        digitalio.DigitalInOut(pin).deinit()
        return True
    except ValueError:
        return False
