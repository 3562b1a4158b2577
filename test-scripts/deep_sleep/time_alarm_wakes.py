# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a time alarm wakes the board from true deep sleep"
# needs = ["deep-sleep", "usb-data-switch"]
# timeout_s = 90
# covers = ["adafruit/circuitpython#5253", "adafruit/circuitpython#6483", "adafruit/circuitpython#10896"]
# phases = [
#   { run = "sleep", via = "code.py", ends = "reset", within_s = 50, expect = "DEEP_SLEEP_ALARM", usb_data_cut_s = 14 },
#   { run = "woke", via = "code.py", within_s = 20 },
# ]
# ///
import time

import alarm
import supervisor

import hil

NAP_S = 4  # the nRF52840 counts whole seconds in deep sleep
PATTERN = b"nap!"


def sleep():
    kept = hil.SLEEP_MEMORY
    alarm.sleep_memory[kept : kept + len(PATTERN)] = PATTERN
    hil.resetting()
    # With USB ready CircuitPython only pretends to sleep; the farm cuts the data lines now.
    give_up = time.monotonic() + 20
    while supervisor.runtime.usb_connected:
        if time.monotonic() > give_up:
            raise RuntimeError("USB is still connected 20 s after its data lines were to be cut")
        time.sleep(0.05)
    nap = alarm.time.TimeAlarm(monotonic_time=time.monotonic() + NAP_S)
    alarm.exit_and_deep_sleep_until_alarms(nap)


def woke():
    wake = alarm.wake_alarm
    hil.check("a time alarm woke the board", isinstance(wake, alarm.time.TimeAlarm), wake)
    kept = hil.SLEEP_MEMORY
    memory = bytes(alarm.sleep_memory[kept : kept + len(PATTERN)])
    hil.check("sleep_memory survives the sleep", memory == PATTERN, memory)
    reason = supervisor.runtime.run_reason
    hil.check("code.py runs as after a start", reason == supervisor.RunReason.STARTUP, reason)
