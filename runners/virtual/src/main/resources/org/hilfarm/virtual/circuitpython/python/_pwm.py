# SPDX-License-Identifier: Apache-2.0
"""The RP2040's PWM slices, of two channels each (ports/raspberrypi/common-hal/pwmio/PWMOut.c)."""

import _guards
import _link

_channels = {}
_slices = {}  # by number: the frequency, or None if it varies


def slice_of(pin):
    return (pin._number // 2) % 8


def channel_of(pin):
    return pin._number % 2


def actual(frequency):
    """What the divider makes of it (common_hal_pwmio_pwmout_set_frequency)."""
    clock = int(_link.config["frequency"])
    if frequency > clock // 65536:
        return clock // (clock // frequency)
    sixteenth = clock // 4096
    divider = min(sixteenth // frequency + (sixteenth % frequency >= frequency // 2), 4095)
    return (sixteenth + divider // 2) // divider


def claim(pin, frequency, varies):
    """Takes the pin's channel; it must be free and go with the slice's other user."""
    number = slice_of(pin)
    key = (number, channel_of(pin))
    if key in _channels:
        _guards.sweep()
    if key in _channels:
        raise RuntimeError("Internal resource(s) in use")
    if number in _slices and (varies or _slices[number] != frequency):
        raise ValueError("Invalid frequency")
    _channels[key] = pin
    _slices[number] = None if varies else frequency


def claim_whole(number):
    if number in _slices:
        return False
    for channel in (0, 1):
        _channels[(number, channel)] = None
    _slices[number] = None
    return True


def release(pin):
    number = slice_of(pin)
    _channels.pop((number, channel_of(pin)), None)
    if (number, 0) not in _channels and (number, 1) not in _channels:
        _slices.pop(number, None)


def release_whole(number):
    for channel in (0, 1):
        _channels.pop((number, channel), None)
    _slices.pop(number, None)
