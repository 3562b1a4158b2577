# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "an unfed watchdog resets the board"
# needs = ["watchdog"]
# timeout_s = 40
# covers = ["adafruit/circuitpython#5555", "adafruit/circuitpython#10011", "adafruit/circuitpython#5272"]
# phases = [
#   { run = "arm", ends = "reset", within_s = 12, expect = "WATCHDOG" },
#   { run = "after", within_s = 5 },
# ]
# ///
import microcontroller
import watchdog

import hil

TIMEOUT_S = 4  # below every family's limit; the RP2040 counts to 8 s


def arm():
    dog = microcontroller.watchdog
    dog.timeout = TIMEOUT_S
    dog.mode = watchdog.WatchDogMode.RESET
    hil.check("the watchdog is armed", dog.mode == watchdog.WatchDogMode.RESET, dog.mode)
    hil.measure("watchdog_timeout", dog.timeout, "s", min=TIMEOUT_S, max=TIMEOUT_S)
    hil.resetting(TIMEOUT_S)
    while True:
        pass


def after():
    reason = microcontroller.cpu.reset_reason
    hil.check(
        "the board says a watchdog reset it",
        reason == microcontroller.ResetReason.WATCHDOG,
        reason,
    )
    mode = microcontroller.watchdog.mode
    hil.check("the watchdog is off after the reset", mode is None, mode)
