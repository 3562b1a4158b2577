# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a watchdog in RAISE mode shows its exception at an idle prompt, and the prompt lives on"
# needs = ["watchdog", "watchdog-raise"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#5272", "adafruit/circuitpython#5261"]
# phases = [{ run = "arm", via = "prompt", within_s = 30, acts = ["see WatchDogTimeout", "rest 3"] }]
# ///
import microcontroller
import watchdog

import hil


def arm():
    dog = microcontroller.watchdog
    dog.timeout = 5  # long enough for a busy host to be back at the prompt first
    dog.mode = watchdog.WatchDogMode.RAISE
    hil.check("the watchdog is armed", dog.mode == watchdog.WatchDogMode.RAISE, dog.mode)
