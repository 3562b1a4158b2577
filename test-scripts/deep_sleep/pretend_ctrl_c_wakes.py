# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "Ctrl-C ends a pretended deep sleep and leads to the prompt"
# needs = ["deep-sleep"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#4010", "adafruit/circuitpython#5074"]
# phases = [
#   { run = "sleep", via = "code.py", ends = "sleep", within_s = 30, acts = ["rest 1", "key ctrl-c"] },
#   { run = "after", via = "code.py", within_s = 15 },
# ]
# ///
import time

import alarm
import supervisor

import hil


def sleep():
    hil.sleeping()
    nap = alarm.time.TimeAlarm(monotonic_time=time.monotonic() + 600)
    alarm.exit_and_deep_sleep_until_alarms(nap)


def after():
    # The farm pressed Ctrl-D at the prompt, to come here.
    hil.check("no alarm woke it", alarm.wake_alarm is None, alarm.wake_alarm)
    reason = supervisor.runtime.run_reason
    hil.check("the prompt started it", reason == supervisor.RunReason.REPL_RELOAD, reason)
