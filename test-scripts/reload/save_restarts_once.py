# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a file of 40 KB that is saved while code runs restarts it once, when the drive is quiet"
# needs = []
# timeout_s = 60
# covers = ["adafruit/circuitpython#6142", "adafruit/circuitpython#6751"]
# phases = [
#   { run = "loop", via = "code.py", ends = "reload", within_s = 40, acts = ["rest 1", "save saved.bin 40000"] },
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
    hil.measure("saved_file", os.stat("/saved.bin")[6], "B", min=40000, max=40000)
    # A second reload would stop it here.
    time.sleep(2)
