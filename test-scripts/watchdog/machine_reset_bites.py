# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "an unfed machine.WDT resets the board"
# firmware = "micropython"
# needs = ["watchdog"]
# timeout_s = 40
# covers = []
# phases = [
#   { run = "arm", ends = "reset", within_s = 12, expect = "WATCHDOG" },
#   { run = "after", within_s = 5 },
# ]
# ///
import machine

import hil

TIMEOUT_MS = 4000  # the RP2040 counts to 8388 ms


def arm():
    machine.WDT(timeout=TIMEOUT_MS)
    hil.measure("watchdog_timeout", TIMEOUT_MS / 1000, "s", min=4, max=4)
    hil.resetting(TIMEOUT_MS / 1000)
    while True:
        pass


def after():
    cause = machine.reset_cause()
    hil.check("the board says a watchdog reset it", cause == machine.WDT_RESET, cause)
