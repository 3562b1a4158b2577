# SPDX-License-Identifier: Apache-2.0
"""microcontroller of a board."""

import binascii

import _enum
import _link
import _memory
import _pins
from watchdog import _timer as watchdog

Pin = _pins.Pin
pin = _pins.by_chip


class ResetReason(_enum.Member):
    pass


class RunMode(_enum.Member):
    pass


_enum.fill(
    ResetReason,
    "microcontroller.ResetReason",
    "POWER_ON BROWNOUT SOFTWARE DEEP_SLEEP_ALARM RESET_PIN WATCHDOG UNKNOWN RESCUE_DEBUG",
)
_enum.fill(RunMode, "microcontroller.RunMode", "NORMAL SAFE_MODE UF2 BOOTLOADER")


def _uid(serial):
    try:
        return binascii.unhexlify(serial)
    except ValueError:
        return serial.encode()


class Processor:
    frequency = int(_link.config["frequency"])
    reset_reason = getattr(ResetReason, _link.config["reset_reason"])
    temperature = 27.13843
    uid = _uid(_link.config["uid"])
    voltage = None


cpu = Processor()
nvm = _memory.Bytes("nvm", int(_link.config["nvm"]), "<ByteArray>")


def on_next_reset(mode):
    if not isinstance(mode, RunMode):
        raise TypeError("run_mode must be of type RunMode, not %s" % type(mode).__name__)
    _link.ask("nextreset " + mode._name)


def reset():
    _link.ask("reset")


def delay_us(us):
    _link.ask("sleep %d" % (int(us) * 1000))


def disable_interrupts():
    pass


def enable_interrupts():
    pass
