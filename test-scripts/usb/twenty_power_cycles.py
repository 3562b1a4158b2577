# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "twenty power cycles, and each time the board is back in time with the same serial number"
# needs = ["deep-sleep"]
# timeout_s = 600
# covers = ["adafruit/circuitpython#5238", "adafruit/circuitpython#5212"]
# phases = [{ run = "loop", via = "code.py", ends = "power", within_s = 30, acts = ["power-cycle 20"] }]
# ///
import time

import microcontroller

import hil


def loop():
    uid = "".join("%02X" % b for b in microcontroller.cpu.uid)
    hil.check("the chip has a number of its own", uid != "", uid)
    hil.looping()
    while True:
        time.sleep(0.1)
