# SPDX-License-Identifier: Apache-2.0
"""digitalio: pins that are wired to nothing."""

import _enum
import _pins


class Direction(_enum.Member):
    pass


class Pull(_enum.Member):
    pass


class DriveMode(_enum.Member):
    pass


_enum.fill(Direction, "digitalio.Direction", "INPUT OUTPUT")
_enum.fill(Pull, "digitalio.Pull", "UP DOWN")
_enum.fill(DriveMode, "digitalio.DriveMode", "PUSH_PULL OPEN_DRAIN")


class DigitalInOut:
    def __init__(self, pin):
        _pins.claim(pin, self)
        self._pin = pin
        self.switch_to_input()

    def deinit(self):
        _pins.release(self._pin)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.deinit()

    def switch_to_input(self, pull=None):
        self._direction = Direction.INPUT
        self._pull = pull
        self._value = pull is Pull.UP

    def switch_to_output(self, value=False, drive_mode=DriveMode.PUSH_PULL):
        self._direction = Direction.OUTPUT
        self._drive_mode = drive_mode
        self._value = bool(value)

    @property
    def direction(self):
        return self._direction

    @direction.setter
    def direction(self, direction):
        if direction is Direction.OUTPUT:
            self.switch_to_output()
        else:
            self.switch_to_input()

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, value):
        if self._direction is Direction.INPUT:
            raise AttributeError("Cannot set value when direction is input.")
        self._value = bool(value)

    @property
    def pull(self):
        if self._direction is Direction.OUTPUT:
            raise AttributeError("Pull not used when direction is output.")
        return self._pull

    @pull.setter
    def pull(self, pull):
        if self._direction is Direction.OUTPUT:
            raise AttributeError("Pull not used when direction is output.")
        self.switch_to_input(pull)

    @property
    def drive_mode(self):
        if self._direction is Direction.INPUT:
            raise AttributeError("Drive mode not used when direction is input.")
        return self._drive_mode
