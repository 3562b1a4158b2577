# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a pin wakes the board from true deep sleep, and nothing else does"
# needs = ["deep-sleep", "usb-data-switch", "driven-pin"]
# timeout_s = 90
# covers = ["adafruit/circuitpython#5794", "adafruit/circuitpython#6483", "adafruit/circuitpython#7365"]
# phases = [
#   { run = "wired", within_s = 12, acts = ["pin high", "ready", "pin low"] },
#   { run = "sleep", via = "code.py", ends = "reset", within_s = 50, expect = "DEEP_SLEEP_ALARM", usb_data_cut_s = 4, acts = ["rest 12", "pin high"] },
#   { run = "woke", via = "code.py", within_s = 20, acts = ["pin low"] },
# ]
# ///
# The pin's alarm is the only one: an RP2040 is DORMANT then, without a clock (its other true sleep, with a
# time alarm, is another: ports/raspberrypi/common-hal/alarm/__init__.c). A level ends the sleep: of these
# families only the RP2040 can wait for an edge.
import time

import alarm
import digitalio
import microcontroller
import supervisor

import hil

PATTERN = b"pin!"


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


def sleep():
    high = alarm.pin.PinAlarm(pin=the_pin(), value=True, pull=True)
    kept = hil.SLEEP_MEMORY
    alarm.sleep_memory[kept : kept + len(PATTERN)] = PATTERN
    hil.resetting()
    # With USB ready CircuitPython only pretends to sleep; the farm cuts the data lines now.
    give_up = time.monotonic() + 20
    while supervisor.runtime.usb_connected:
        if time.monotonic() > give_up:
            raise RuntimeError("USB is still connected 20 s after its data lines were to be cut")
        time.sleep(0.05)
    alarm.exit_and_deep_sleep_until_alarms(high)


def woke():
    hil.ready()
    wake = alarm.wake_alarm
    by_pin = isinstance(wake, alarm.pin.PinAlarm)
    hil.check("a pin alarm woke the board", by_pin, wake)
    if by_pin:
        # It is made anew, and an RP2040 no longer knows of which pin (#5794).
        due = None if hil.family == "RP2040" else the_pin()
        hil.check("it names the pin as far as known", wake.pin is due, wake.pin)
    kept = hil.SLEEP_MEMORY
    memory = bytes(alarm.sleep_memory[kept : kept + len(PATTERN)])
    hil.check("sleep_memory survives the sleep", memory == PATTERN, memory)
