# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a pin ends a light sleep and a pretended deep sleep"
# needs = ["deep-sleep", "driven-pin"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#7365", "adafruit/circuitpython#5240"]
# phases = [
#   { run = "wired", within_s = 12, acts = ["pin high", "ready", "pin low"] },
#   { run = "nap", within_s = 20, acts = ["rest 1", "pin high", "ready", "pin low"] },
#   { run = "sleep", via = "code.py", ends = "sleep", within_s = 25, acts = ["rest 1", "pin high"] },
#   { run = "woke", via = "code.py", within_s = 15, acts = ["pin low"] },
# ]
# ///
# A level ends the sleep: of these families only the RP2040 can wait for an edge.
import time

import alarm
import digitalio
import microcontroller
import supervisor

import hil

LONG_S = 10


def the_pin():
    if "pin" not in hil.slot:
        hil.skip("no pin is driven: the slot's driven_pin says which one is")
    return getattr(microcontroller.pin, hil.slot["pin"])


def comes_to(line, level):
    until = time.monotonic() + 4
    while line.value != level and time.monotonic() < until:
        time.sleep(0.02)
    return line.value == level


def wired():
    """The rig before the firmware: the pin follows the line."""
    with digitalio.DigitalInOut(the_pin()) as line:
        line.pull = digitalio.Pull.DOWN
        hil.ready()
        hil.wiring("the line brings the pin to a high level", comes_to(line, True))
        line.pull = digitalio.Pull.UP
        hil.ready()
        hil.wiring("the line brings the pin to a low level", comes_to(line, False))


def nap():
    high = alarm.pin.PinAlarm(pin=the_pin(), value=True, pull=True)
    late = alarm.time.TimeAlarm(monotonic_time=time.monotonic() + LONG_S)
    hil.ready()
    woke = alarm.light_sleep_until_alarms(high, late)
    hil.check("the pin ended the light sleep", woke is high, woke)
    hil.ready()


def sleep():
    high = alarm.pin.PinAlarm(pin=the_pin(), value=True, pull=True)
    hil.sleeping()
    alarm.exit_and_deep_sleep_until_alarms(high)


def woke():
    hil.ready()
    wake = alarm.wake_alarm
    by_pin = isinstance(wake, alarm.pin.PinAlarm)
    hil.check("a pin alarm woke it", by_pin, wake)
    if by_pin:
        # It is made anew, and an RP2040 no longer knows of which pin (#5794).
        due = None if hil.family == "RP2040" else the_pin()
        hil.check("it names the pin as far as known", wake.pin is due, wake.pin)
    reason = supervisor.runtime.run_reason
    hil.check("code.py runs as after a start", reason == supervisor.RunReason.STARTUP, reason)
