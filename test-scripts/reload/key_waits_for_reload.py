# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a key pressed while a reload is pending does not lead to the prompt instead"
# needs = []
# timeout_s = 60
# covers = ["adafruit/circuitpython#6751", "adafruit/circuitpython#6806"]
# phases = [
#   { run = "loop", via = "code.py", ends = "reload", within_s = 40, acts = ["save saved.bin 4000", "key x"] },
#   { run = "after", via = "code.py", within_s = 15 },
# ]
# ///
import time

import supervisor

import hil


def loop():
    hil.looping()
    while True:
        time.sleep(0.1)


def after():
    reason = supervisor.runtime.run_reason
    hil.check("a save started it", reason == supervisor.RunReason.AUTO_RELOAD, reason)
