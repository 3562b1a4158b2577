# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a time alarm ends a pretended deep sleep, when it is due and not before"
# needs = ["deep-sleep"]
# timeout_s = 80
# covers = ["adafruit/circuitpython#4869", "adafruit/circuitpython#5074"]
# phases = [
#   { run = "sleep", via = "code.py", ends = "sleep", within_s = 40 },
#   { run = "woke", via = "code.py", within_s = 20 },
# ]
# ///
import time

import alarm
import supervisor

import hil

NAP_S = 10
# The RP2040's clock for alarms has whole seconds, so a nap may be a second shorter or longer.
COARSE_S = 1.1
AT = hil.SLEEP_MEMORY


def sleep():
    # Hundredths of a second since the start: a pretended sleep is no reset, and they go on.
    began = int(time.monotonic() * 100)
    for i in range(3):
        alarm.sleep_memory[AT + i] = (began >> (8 * i)) & 0xFF
    hil.sleeping()
    nap = alarm.time.TimeAlarm(monotonic_time=time.monotonic() + NAP_S)
    alarm.exit_and_deep_sleep_until_alarms(nap)


def woke():
    began = sum(alarm.sleep_memory[AT + i] << (8 * i) for i in range(3)) / 100
    slept = time.monotonic() - began
    hil.measure("slept", slept, "s", min=NAP_S - COARSE_S)
    wake = alarm.wake_alarm
    hil.check("a time alarm woke it", isinstance(wake, alarm.time.TimeAlarm), wake)
    reason = supervisor.runtime.run_reason
    hil.check("code.py runs as after a start", reason == supervisor.RunReason.STARTUP, reason)
