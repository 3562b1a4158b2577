# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "two saves without a pause restart code once"
# needs = []
# timeout_s = 60
# covers = ["adafruit/circuitpython#6142"]
# phases = [
#   { run = "loop", via = "code.py", ends = "reload", within_s = 40, acts = ["rest 1", "save saved.bin 20000 twice"] },
#   { run = "after", via = "code.py", within_s = 15 },
# ]
# ///
import os
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
    hil.measure("saved_file", os.stat("/saved.bin")[6], "B", min=20000, max=20000)
    # A second reload would stop it here.
    time.sleep(2)
