# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a saved file ends a pretended deep sleep at once, and code.py runs anew"
# needs = ["deep-sleep"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#6142", "adafruit/circuitpython#5074"]
# phases = [
#   { run = "sleep", via = "code.py", ends = "sleep", within_s = 30, acts = ["rest 1", "save saved.txt 2000"] },
#   { run = "after", via = "code.py", within_s = 15 },
# ]
# ///
import os
import time

import alarm
import supervisor

import hil


def sleep():
    hil.sleeping()
    nap = alarm.time.TimeAlarm(monotonic_time=time.monotonic() + 600)
    alarm.exit_and_deep_sleep_until_alarms(nap)


def after():
    hil.check("no alarm woke it", alarm.wake_alarm is None, alarm.wake_alarm)
    reason = supervisor.runtime.run_reason
    hil.check("a save started it", reason == supervisor.RunReason.AUTO_RELOAD, reason)
    hil.measure("saved_file", os.stat("/saved.txt")[6], "B", min=2000, max=2000)
    # A second reload would stop it here.
    time.sleep(1.5)
