# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a program that ends with an exception takes its watchdog with it"
# needs = ["watchdog", "deep-sleep"]
# timeout_s = 80
# covers = ["adafruit/circuitpython#5890"]
# phases = [
#   { run = "arm", via = "code.py", ends = "reload", within_s = 40, acts = ["see Code done running", "rest 8", "key ctrl-d"] },
#   { run = "after", via = "code.py", within_s = 20 },
# ]
# ///
import microcontroller
import watchdog

import hil

TIMEOUT_S = 5  # the RP2040 counts to 8 s


class Planned(BaseException):
    """Nothing on the way takes it for a mistake."""


def arm():
    if hil.family == "NRF52840":
        # Its watchdog has no off switch (ports/nordic, WatchDogTimer.c).
        hil.skip("the nRF52840's watchdog cannot be stopped, see reset_then_reload")
    dog = microcontroller.watchdog
    dog.timeout = TIMEOUT_S
    dog.mode = watchdog.WatchDogMode.RESET
    hil.check("the watchdog is armed", dog.mode == watchdog.WatchDogMode.RESET, dog.mode)
    hil.looping()
    raise Planned("the program ends here")


def after():
    mode = microcontroller.watchdog.mode
    hil.check("the watchdog is off after the exception", mode is None, mode)
