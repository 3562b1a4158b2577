# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a light sleep ends with its time alarm, and the program goes on"
# needs = ["deep-sleep"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#5273"]
# phases = [{ run = "nap", within_s = 40 }]
# ///
import time

import alarm

import hil

NAP_S = 3
# The RP2040's clock for alarms has whole seconds, so a nap may be nearly a second shorter or longer.
COARSE_S = 1.1


def nap():
    for attempt in (1, 2):
        began = time.monotonic()
        until = alarm.time.TimeAlarm(monotonic_time=began + NAP_S)
        woke = alarm.light_sleep_until_alarms(until)
        took = time.monotonic() - began
        hil.check("its own alarm ended the nap (%d)" % attempt, woke is until, woke)
        hil.measure("nap_of_%d_s" % NAP_S, took, "s", min=NAP_S - COARSE_S, max=NAP_S + COARSE_S)
    past = None
    try:
        alarm.time.TimeAlarm(monotonic_time=time.monotonic() - 1)
    except ValueError as e:
        past = e
    hil.check("an alarm in the past is refused", past is not None, past)
