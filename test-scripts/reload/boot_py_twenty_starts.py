# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a board with boot.py and a looping code.py starts twenty times out of twenty"
# needs = ["deep-sleep"]
# timeout_s = 600
# covers = ["adafruit/circuitpython#5305", "adafruit/circuitpython#5245"]
# phases = [
#   { run = "make_boot_py", within_s = 20, acts = ["save boot.py 400"] },
#   { run = "loop", via = "code.py", ends = "power", within_s = 30, acts = ["power-cycle 20"] },
# ]
# ///
import os
import time

import hil


def make_boot_py():
    hil.ready()


def loop():
    hil.check("boot.py is there", "boot.py" in os.listdir("/"))
    hil.looping()
    while True:
        time.sleep(0.1)
