# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a reload with an armed watchdog leads to the program, and not to safe mode"
# needs = ["watchdog", "deep-sleep"]
# timeout_s = 100
# covers = ["adafruit/circuitpython#5272", "adafruit/circuitpython#3988"]
# phases = [
#   { run = "arm", via = "code.py", ends = "reload", within_s = 30, acts = ["key ctrl-c", "see Press any key", "key ctrl-d"] },
#   { run = "after", via = "code.py", within_s = 60 },
# ]
# ///
import time

import microcontroller
import supervisor
import watchdog

import hil


def timeout():
    # The most the RP2040 can count; elsewhere long enough for a slow host.
    return 8 if hil.family == "RP2040" else 20


def arm():
    dog = microcontroller.watchdog
    dog.timeout = timeout()
    dog.mode = watchdog.WatchDogMode.RESET
    hil.check("the watchdog is armed", dog.mode == watchdog.WatchDogMode.RESET, dog.mode)
    hil.looping()
    while True:
        time.sleep(0.1)
        dog.feed()


def after():
    dog = microcontroller.watchdog
    safe = supervisor.runtime.safe_mode_reason
    hil.check("it is not in safe mode", safe == supervisor.SafeModeReason.NONE, safe)
    if hil.family == "NRF52840":
        hil.check("it still runs", dog.mode == watchdog.WatchDogMode.RESET, dog.mode)
        hil.unclean("the nRF52840's watchdog cannot be stopped")
    else:
        hil.check("the reload disarmed it", dog.mode is None, dog.mode)
    began = time.monotonic()
    while time.monotonic() - began < timeout() * 1.5:
        time.sleep(0.2)
        if dog.mode is not None:
            dog.feed()
    hil.check("the program still runs a timeout and a half later", True)
