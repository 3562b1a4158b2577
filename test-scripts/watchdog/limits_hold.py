# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a watchdog refuses what its chip cannot do, and stays off"
# needs = ["watchdog"]
# timeout_s = 30
# covers = ["adafruit/circuitpython#10011", "adafruit/circuitpython#5555"]
# phases = [{ run = "refusals", within_s = 15 }]
# ///
import microcontroller
import watchdog

import hil

# The longest timeout by family (ports/*/common-hal/watchdog/WatchDogTimer.c): the RP2040 counts
# microseconds in 24 bits, the others milliseconds or ticks in 32.
LONGEST_S = {"RP2040": 8, "ESP32S2": 4294967, "NRF52840": 4294967}


def refusals():
    dog = microcontroller.watchdog
    hil.check("the watchdog is off", dog.mode is None, dog.mode)
    refused("a timeout below zero", lambda: set_timeout(dog, -1), ValueError)
    refused("a mode that is none", lambda: set_mode(dog, 1), TypeError)
    longest = LONGEST_S.get(hil.family)
    if longest:
        set_timeout(dog, longest)
        kept = dog.timeout
        hil.measure("longest_timeout", kept, "s", min=longest * 0.999, max=longest * 1.001)
        refused("a timeout over %d s" % longest, lambda: set_timeout(dog, longest + 1), ValueError)
    if hil.family == "RP2040":
        raising = lambda: set_mode(dog, watchdog.WatchDogMode.RAISE)
        refused("an exception instead of a reset", raising, NotImplementedError)
    hil.check("the watchdog is still off", dog.mode is None, dog.mode)


def set_timeout(dog, seconds):
    dog.timeout = seconds


def set_mode(dog, mode):
    dog.mode = mode


def refused(what, action, kind):
    try:
        action()
    except Exception as e:
        hil.check("%s is refused" % what, isinstance(e, kind), repr(e))
    else:
        hil.check("%s is refused" % what, False, "it was taken")
