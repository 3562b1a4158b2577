# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "one rotary encoder too many is refused, and a freed one makes room again"
# needs = []
# timeout_s = 40
# covers = ["adafruit/circuitpython#5211", "adafruit/circuitpython#5253"]
# phases = [{ run = "too_many", within_s = 20 }, { run = "after_a_reload", within_s = 15 }]
# ///
# An nRF52840 has 8 GPIOTE channels, two an encoder: the fifth was taken and dead (#5211). An
# ESP32-S2 has 4 counting units; an RP2040 eight state machines, some of which the board may use.
import board
import microcontroller
import rotaryio

import hil

LEAST = {"NRF52840": 4, "ESP32S2": 4, "RP2040": 5}
MOST = {"NRF52840": 4, "ESP32S2": 4, "RP2040": 8}


def too_many():
    encoders, refusal = fill()
    family = hil.family
    hil.measure("encoders", len(encoders), "", min=LEAST[family], max=MOST[family])
    said = refusal is None or isinstance(refusal, RuntimeError)
    hil.check("the one too many is refused with a RuntimeError", said, repr(refusal))
    if refusal is not None and encoders:
        encoders.pop().deinit()
        again, refusal = fill(1)
        hil.check("a freed encoder makes room for another", len(again) == 1, repr(refusal))
        encoders += again
    positions = [e.position for e in encoders]
    hil.check("encoders nobody turns stand at 0", not any(positions), positions)
    for encoder in encoders:
        encoder.deinit()
    again, refusal = fill(LEAST[family])
    hil.measure("encoders_after_all_were_freed", len(again), "", min=LEAST[family])


def after_a_reload():
    """The phase before left its encoders as they were."""
    encoders, refusal = fill(LEAST[hil.family])
    hil.measure("encoders_after_a_reload", len(encoders), "", min=LEAST[hil.family])


def fill(most=10):
    """As many as there may be, and what the next one raised; none where pins ran out first."""
    encoders = []
    refusal = None
    for a, b in pairs():
        if len(encoders) == most:
            break
        try:
            encoders.append(rotaryio.IncrementalEncoder(a, b))
        except ValueError:
            continue  # a pin is in use
        except RuntimeError as e:
            if "sequential" in str(e):
                continue
            refusal = e
            break
    return encoders, refusal


def pairs():
    """Neighbouring pins of the chip: an RP2040 takes no others."""
    named = {}
    for name in dir(microcontroller.pin):
        pin = getattr(microcontroller.pin, name)
        if isinstance(pin, microcontroller.Pin) and on_board(pin):
            named[name] = pin
    names = sorted(named, key=number)
    return [(named[names[i]], named[names[i + 1]]) for i in range(0, len(names) - 1, 2)]


def on_board(pin):
    return any([getattr(board, name) is pin for name in dir(board)])


def number(name):
    """GPIO7 is 7; P1_02 is 102."""
    digits = "".join([c for c in name if c.isdigit()])
    return int(digits) if digits else 0
