# SPDX-License-Identifier: Apache-2.0
"""microcontroller of a board."""

import _enum
import _link
import _native
import _pins
import binascii as _binascii
import nvm as _nvm
import watchdog as _watchdog

watchdog = _watchdog._timer
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
        return bytearray(_binascii.unhexlify(serial))
    except ValueError:
        return bytearray(serial.encode())


class Processor(_native.Object):
    reset_reason = getattr(ResetReason, _link.config["reset_reason"])
    temperature = 27.13843
    uid = _uid(_link.config["uid"])
    voltage = None
    _frequency = [int(_link.config["frequency"])]

    @property
    def frequency(self):
        return self._frequency[0]

    @frequency.setter
    def frequency(self, to):
        # A clock that can be made (ports/raspberrypi/common-hal/microcontroller/Processor.c).
        if _link.config["family"] == "NRF52840" or not 12000000 <= to <= 420000000:
            raise ValueError("Invalid frequency")
        self._frequency[0] = to


cpu = Processor()
cpus = (cpu, cpu) if _link.config["family"] == "RP2040" else (cpu,)
nvm = _nvm.ByteArray("nvm", int(_link.config["nvm"]))


def on_next_reset(mode):
    if not isinstance(mode, RunMode):
        raise ValueError("Invalid run_mode")
    _link.ask("nextreset " + mode._name)


def reset():
    _link.ask("reset")


def delay_us(us):
    _link.ask("sleep %d" % (int(us) * 1000))


def disable_interrupts():
    pass


def enable_interrupts():
    pass
