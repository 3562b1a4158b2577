# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a program that dies of an exception is started again by its watchdog"
# needs = ["watchdog", "deep-sleep"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#5890"]
# phases = [
#   { run = "arm", via = "code.py", ends = "reset", within_s = 25, expect = "WATCHDOG" },
#   { run = "after", within_s = 10 },
# ]
# ///
import microcontroller
import watchdog

import hil

TIMEOUT_S = 5  # the RP2040 counts to 8 s


class Planned(BaseException):
    """Nothing on the way takes it for a mistake."""


def arm():
    dog = microcontroller.watchdog
    dog.timeout = TIMEOUT_S
    dog.mode = watchdog.WatchDogMode.RESET
    hil.check("the watchdog is armed", dog.mode == watchdog.WatchDogMode.RESET, dog.mode)
    hil.resetting()
    # Only an end, Ctrl-C or a reload stops it (shared-module/watchdog/__init__.c, since 8.1).
    raise Planned("the program dies here")


def after():
    reason = microcontroller.cpu.reset_reason
    hil.check(
        "the board says a watchdog reset it",
        reason == microcontroller.ResetReason.WATCHDOG,
        reason,
    )
