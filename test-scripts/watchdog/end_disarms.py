# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a program that comes to its end takes its watchdog with it"
# needs = ["watchdog", "watchdog-stop", "deep-sleep"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#5890", "adafruit/circuitpython#6259"]
# phases = [
#   { run = "arm", via = "code.py", ends = "reload", within_s = 30, acts = ["see Code done running", "rest 8", "key ctrl-d"] },
#   { run = "after", via = "code.py", within_s = 20 },
# ]
# ///
import microcontroller
import watchdog

import hil

TIMEOUT_S = 5  # the RP2040 counts to 8 s


def arm():
    if hil.family == "NRF52840":
        # Its watchdog has no off switch (ports/nordic, WatchDogTimer.c).
        hil.skip("the nRF52840's watchdog cannot be stopped, see reset_then_reload")
    dog = microcontroller.watchdog
    dog.timeout = TIMEOUT_S
    dog.mode = watchdog.WatchDogMode.RESET
    hil.check("the watchdog is armed", dog.mode == watchdog.WatchDogMode.RESET, dog.mode)
    hil.looping()


def after():
    mode = microcontroller.watchdog.mode
    hil.check("the watchdog is off after the end", mode is None, mode)
