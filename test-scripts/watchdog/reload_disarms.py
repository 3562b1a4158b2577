# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a reload disarms the watchdog, or its owner is told that it does not"
# needs = ["watchdog"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#5890", "adafruit/circuitpython#3988"]
# phases = [{ run = "arm", within_s = 10 }, { run = "reloaded", within_s = 30 }]
# ///
import time

import microcontroller
import watchdog

import hil

# Not longer than the RP2040 can count; elsewhere long enough for a slow host between the phases.
TIMEOUT_S = 8 if hil.family == "RP2040" else 20


def arm():
    dog = microcontroller.watchdog
    dog.timeout = TIMEOUT_S
    dog.mode = watchdog.WatchDogMode.RESET
    hil.check("the watchdog is armed", dog.mode == watchdog.WatchDogMode.RESET, dog.mode)


def reloaded():
    dog = microcontroller.watchdog
    if hil.family == "NRF52840":
        # Its watchdog has no off switch (ports/nordic, WatchDogTimer.c); a new program can feed it.
        dog.feed()
        hil.check("it says that it is armed", dog.mode == watchdog.WatchDogMode.RESET, dog.mode)
        hil.unclean("the nRF52840's watchdog stays armed")
        return
    hil.check("it is off in the new interpreter", dog.mode is None, dog.mode)
    time.sleep(TIMEOUT_S * 1.25)
    hil.check("a timeout later the same interpreter runs", dog.mode is None, dog.mode)
