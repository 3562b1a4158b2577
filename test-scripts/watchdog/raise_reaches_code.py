# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a watchdog in RAISE mode interrupts code, once each time it is armed"
# needs = ["watchdog", "watchdog-raise"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#5272", "adafruit/circuitpython#5261"]
# phases = [{ run = "interrupt", within_s = 40 }]
# ///
import time

import microcontroller
import watchdog

import hil

TIMEOUT_S = 2
BUSY_S = 10


def interrupt():
    dog = microcontroller.watchdog
    for attempt in (1, 2):
        took = until_interrupted(dog)
        hil.measure("interrupted_after", took, "s", min=TIMEOUT_S * 0.9, max=TIMEOUT_S * 2)
        hil.check("it is off once it has fired (%d)" % attempt, dog.mode is None, dog.mode)
    time.sleep(TIMEOUT_S * 1.5)
    hil.check("it does not fire again by itself", True)


def until_interrupted(dog):
    dog.timeout = TIMEOUT_S
    dog.mode = watchdog.WatchDogMode.RAISE
    began = time.monotonic()
    try:
        while time.monotonic() - began < BUSY_S:
            pass
    except watchdog.WatchDogTimeout:
        return time.monotonic() - began
    dog.mode = None
    return BUSY_S
