# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "each deeper sleep draws no more than the one before, and deep sleep really sleeps"
# needs = ["deep-sleep", "usb-data-switch", "power-meter"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#5318", "adafruit/circuitpython#7047", "adafruit/circuitpython#3968"]
# phases = [
#   { run = "wait", via = "code.py", ends = "reset", within_s = 10, expect = "SOFTWARE", usb_data_cut_s = 6, current = { lowest = "time_sleep_current", highest = "running_current", held_s = 1 } },
#   { run = "waited", via = "code.py", within_s = 10 },
#   { run = "compare_wait", within_s = 5 },
#   { run = "light", via = "code.py", ends = "reset", within_s = 10, expect = "SOFTWARE", usb_data_cut_s = 6, current = { lowest = "light_sleep_current", held_s = 1 } },
#   { run = "waited", via = "code.py", within_s = 10 },
#   { run = "compare_light", within_s = 5 },
#   { run = "deep", via = "code.py", ends = "reset", within_s = 10, expect = "DEEP_SLEEP_ALARM", usb_data_cut_s = 9, current = { lowest = "deep_sleep_current", held_s = 1 } },
#   { run = "woke", via = "code.py", within_s = 10 },
#   { run = "compare_deep", within_s = 5 },
# ]
# ///
import time

import alarm
import microcontroller
import supervisor

import hil

NAP_S = 3
RUN_S = 1.5
TOLERANCE = 1.1  # two sleeps that are the same draw the same, give or take the board
OFF_UA = 0.3  # less than this no board in any sleep draws: it had no power


def wait():
    hil.resetting()
    unplugged()
    until = time.monotonic() + RUN_S
    while time.monotonic() < until:  # running, for comparison
        pass
    time.sleep(NAP_S)
    microcontroller.reset()


def light():
    hil.resetting()
    unplugged()
    alarm.light_sleep_until_alarms(nap())
    microcontroller.reset()


def deep():
    hil.resetting()
    unplugged()
    alarm.exit_and_deep_sleep_until_alarms(nap())


def waited():
    pass  # the start after the reset is asked about once this has run


def woke():
    wake = alarm.wake_alarm
    hil.check("a time alarm woke the board", isinstance(wake, alarm.time.TimeAlarm), wake)


def compare_wait():
    fed("time_sleep_current")
    no_more("time.sleep", "time_sleep_current", "running code", "running_current")


def compare_light():
    fed("light_sleep_current")
    no_more("light sleep", "light_sleep_current", "time.sleep", "time_sleep_current")


def compare_deep():
    fed("deep_sleep_current")
    no_more("deep sleep", "deep_sleep_current", "light sleep", "light_sleep_current")
    deep = hil.currents["deep_sleep_current"]
    running = hil.currents["running_current"]
    faked = "it draws %.0f uA, and running code %.0f uA: it is faked" % (deep, running)
    hil.check("deep sleep draws less than half of running", deep < running / 2, faked)


def fed(name):
    drawn = hil.currents[name]
    hil.check("the power meter fed the board", drawn > OFF_UA, "%.2f uA" % drawn)


def no_more(what, name, than, other):
    drawn = hil.currents[name]
    most = hil.currents[other]
    detail = "%.0f uA, and %s %.0f uA: %.1f times as much" % (drawn, than, most, drawn / most)
    hil.check(what + " draws no more than " + than, drawn <= most * TOLERANCE, detail)


def nap():
    return alarm.time.TimeAlarm(monotonic_time=time.monotonic() + NAP_S)


def unplugged():
    # With USB ready CircuitPython only pretends to deep sleep; the farm cuts USB now.
    give_up = time.monotonic() + 8
    while supervisor.runtime.usb_connected:
        if time.monotonic() > give_up:
            raise RuntimeError("USB is still connected 8 s after it was to be cut")
        time.sleep(0.05)
