# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "what nobody holds any more is finalised once, by the collector or at a reload"
# needs = []
# timeout_s = 60
# covers = ["adafruit/circuitpython#10308"]
# phases = [{ run = "collected", within_s = 20 }, { run = "held", within_s = 15 }, { run = "reloaded", within_s = 15 }]
# ///
# A PWM output gives its pin back when it is collected and when the interpreter ends. A finaliser
# that is forgotten leaves the pin in use (#10308); one that runs a second time takes the pin from
# whoever has it by then. Classes of a script have no finalisers: __del__ of theirs is never called.
import gc

import board
import microcontroller
import pwmio

import hil

OUTPUTS = 4
ATTEMPTS = 6  # a stale pointer may keep an output through some collections
_held = []


def collected():
    pins = usable()
    hil.measure("outputs", len(pins), "", min=2)
    drop(pins)
    hil.heap("dropped")
    back = given_back(pins)
    hil.heap("collected")
    hil.measure("pins_given_back", len(back), "", min=len(pins) - 1, max=len(pins))
    for pin in back:
        _held.append(pwmio.PWMOut(pin))
    for _ in range(ATTEMPTS):
        flush()
    lost = [str(p) for p in back if is_free(p)]
    hil.check("no finaliser runs a second time, under the next owner", not lost, lost)


def held():
    """Ends with its outputs still held: the interpreter's end has to finalise them."""
    for pin in usable():
        _held.append(pwmio.PWMOut(pin))
    hil.measure("outputs_held", len(_held), "", min=2)


def reloaded():
    pins = usable()
    hil.measure("outputs_after_a_reload", len(pins), "", min=2)
    hil.heap("after a reload")


def usable():
    """Some pins that can be PWM outputs and are free; no two of them share a timer."""
    pins = []
    outputs = []
    for name in sorted(dir(board)):
        pin = getattr(board, name)
        if len(pins) == OUTPUTS or not isinstance(pin, microcontroller.Pin) or pin in pins:
            continue
        try:
            outputs.append(pwmio.PWMOut(pin))
        except (ValueError, RuntimeError):
            continue  # taken by the board itself, or its timer is
        pins.append(pin)
    for output in outputs:
        output.deinit()
    return pins


def drop(pins):
    for pin in pins:
        pwmio.PWMOut(pin)


def given_back(pins):
    for _ in range(ATTEMPTS):
        flush()
        back = [p for p in pins if is_free(p)]
        if len(back) == len(pins):
            break
    return back


def is_free(pin):
    try:
        pwmio.PWMOut(pin).deinit()
        return True
    except (ValueError, RuntimeError):
        return False


def flush():
    """Overwrites what the stack still holds, then collects."""
    deeper(12)
    gc.collect()


def deeper(depth):
    if depth:
        deeper(depth - 1)
