# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "the board says that its reset button was pressed"
# needs = ["reset-line"]
# timeout_s = 50
# covers = ["adafruit/circuitpython#4304", "adafruit/circuitpython#5253"]
# phases = [
#   { run = "wait", ends = "reset", within_s = 15, expect = "RESET_PIN", acts = ["press-reset"] },
#   { run = "after", within_s = 5 },
# ]
# ///
# The ESP32-S2 has no such pin: its button is EN, which takes the chip's power (issue 4304).
import time

import microcontroller
import supervisor

import hil


def wait():
    hil.resetting()
    while True:
        time.sleep(0.1)


def after():
    reason = microcontroller.cpu.reset_reason
    reasons = microcontroller.ResetReason
    due = reasons.POWER_ON if hil.family == "ESP32S2" else reasons.RESET_PIN
    hil.check("the reset reason is the button's", reason == due, reason)
    safe = supervisor.runtime.safe_mode_reason
    hil.check("one press leads into no safe mode", safe == supervisor.SafeModeReason.NONE, safe)
