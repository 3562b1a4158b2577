# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "what is typed on the console does not end a light sleep"
# needs = ["deep-sleep"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#5273", "adafruit/circuitpython#5257"]
# phases = [{ run = "nap", within_s = 30, acts = ["rest 1", "key x", "rest 1", "key y"] }]
# ///
import time

import alarm
import usb_cdc

import hil

NAP_S = 5
# The RP2040's clock for alarms has whole seconds, so a nap may be a second shorter or longer.
COARSE_S = 1.1


def nap():
    began = time.monotonic()
    until = alarm.time.TimeAlarm(monotonic_time=began + NAP_S)
    hil.ready()
    woke = alarm.light_sleep_until_alarms(until)
    hil.check("its own alarm ended the nap", woke is until, woke)
    hil.measure("nap", time.monotonic() - began, "s", min=NAP_S - COARSE_S)
    # Taken, or it would be taken for source at the next prompt.
    kept = usb_cdc.console.read(usb_cdc.console.in_waiting)
    hil.check("what was typed is kept for the program", kept == b"xy", kept)
