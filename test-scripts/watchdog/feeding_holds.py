# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a watchdog that is fed in time does not reset the board"
# needs = ["watchdog"]
# timeout_s = 90
# covers = ["adafruit/circuitpython#5261"]
# phases = [{ run = "feed", within_s = 75 }]
# ///
import time

import microcontroller
import watchdog

import hil

# Long enough that a host that plays or watches the board may stall, short enough for the RP2040.
TIMEOUT_S = 5
PERIODS = 10


def feed():
    dog = microcontroller.watchdog
    dog.timeout = TIMEOUT_S
    dog.mode = watchdog.WatchDogMode.RESET
    began = time.monotonic()
    while time.monotonic() - began < PERIODS * TIMEOUT_S:
        time.sleep(TIMEOUT_S / 10)
        dog.feed()
    # An emulated board may stretch time: how long it was is measured, never assumed.
    hil.measure("fed_for", time.monotonic() - began, "s", min=PERIODS * TIMEOUT_S)
    hil.check(
        "the watchdog is still armed after %d timeouts" % PERIODS,
        dog.mode == watchdog.WatchDogMode.RESET,
        dog.mode,
    )
    disarm(dog)


def disarm(dog):
    try:
        dog.mode = None
    except RuntimeError as e:
        # The nRF52840's watchdog cannot be stopped; it will bite at the prompt.
        hil.unclean("the watchdog stays armed: %s" % e)
    else:
        hil.check("the watchdog can be disarmed", dog.mode is None, dog.mode)
