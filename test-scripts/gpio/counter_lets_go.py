# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a pin counter is let go after an exception and a light sleep, fifty times"
# needs = []
# timeout_s = 60
# covers = ["adafruit/circuitpython#5240", "adafruit/circuitpython#5253"]
# phases = [{ run = "let_go", within_s = 45 }]
# ///
# The program of #5240: an alarm and a counter share what watches edges; the alarm freed all of it,
# and the counter's deinit(), in an except clause, was a hard fault. The same at a reload.
import time

import alarm
import board
import countio
import microcontroller

import hil

ROUNDS = 5
TIMES = 10
NAP = 0.05


def let_go():
    """Ten in each of five interpreters; every other one leaves its last counter to the reload.

    One nap in each: an RP2040's alarm counts whole seconds.
    """
    watched, counted = two_pins()
    reached = 0
    for i in range(TIMES):
        counter = countio.Counter(counted)
        try:
            if i == 1:
                nap(watched)
            counter.count // 0
        except ZeroDivisionError:
            reached += 1
            if hil.round % 2 == 0 or i + 1 < TIMES:
                counter.deinit()
    hil.measure("exceptions_that_reached_code", reached, "", min=TIMES)
    if hil.round + 1 < ROUNDS:
        hil.again()


def nap(pin):
    after = alarm.time.TimeAlarm(monotonic_time=time.monotonic() + NAP)
    low = alarm.pin.PinAlarm(pin=pin, value=False, pull=True)
    alarm.light_sleep_until_alarms(after, low)


def two_pins():
    """One that can be counted, and one an alarm can watch."""
    free = []
    for name in sorted(dir(board)):
        pin = getattr(board, name)
        if isinstance(pin, microcontroller.Pin) and pin not in free:
            free.append(pin)
    counted = first(free, can_count)
    watched = first([p for p in free if p is not counted], can_watch)  # a second for each on an RP2040
    if counted is None or watched is None:
        hil.skip("no two pins of this board can be counted and watched")
    return watched, counted


def first(pins, fits):
    for pin in pins:
        if fits(pin):
            return pin
    return None


def can_count(pin):
    try:
        countio.Counter(pin).deinit()
        return True
    except (ValueError, RuntimeError):
        return False


def can_watch(pin):
    try:
        nap(pin)
        return True
    except (ValueError, RuntimeError):
        return False
