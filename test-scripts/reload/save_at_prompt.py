# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a save while somebody is at the prompt neither reloads nor shows a ReloadException"
# needs = []
# timeout_s = 60
# covers = ["adafruit/circuitpython#6165", "adafruit/circuitpython#6168"]
# phases = [
#   { run = "at_prompt", via = "prompt", within_s = 30, acts = ["save saved.bin 40000", "rest 2"] },
#   { run = "saved", within_s = 10 },
# ]
# ///
import os

import hil


def at_prompt():
    hil.check("the drive has no such file yet", "saved.bin" not in os.listdir("/"))


def saved():
    hil.measure("saved_file", os.stat("/saved.bin")[6], "B", min=40000, max=40000)
