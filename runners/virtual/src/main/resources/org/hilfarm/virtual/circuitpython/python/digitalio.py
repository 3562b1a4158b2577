# SPDX-License-Identifier: Apache-2.0
"""digitalio: pins on the I2C bus with its pull-ups, and others that something outside may drive."""

import _device
import _enum
import _link
import _pins
import _wire


class Direction(_enum.Member):
    pass


class Pull(_enum.Member):
    pass


class DriveMode(_enum.Member):
    pass


_enum.fill(Direction, "digitalio.Direction", "INPUT OUTPUT")
_enum.fill(Pull, "digitalio.Pull", "UP DOWN")
_enum.fill(DriveMode, "digitalio.DriveMode", "PUSH_PULL OPEN_DRAIN")
_NO_PULL = "Pull not used when direction is output."
_NO_MODE = "Drive mode not used when direction is input."


class DigitalInOut(_device.Device):
    def _make(self, pin):
        self._hold("pin", pin)
        self._line = _pins.line(pin)
        self.switch_to_input()

    __init__ = _make

    def switch_to_input(self, pull=None):
        self._there()
        self._pull = _check_pull(pull)
        self._direction = Direction.INPUT
        self._drive(False)

    def _drive(self, low):
        if self._line is not None:
            _wire.drive(self._line, low)

    def _close(self):
        self._drive(False)

    def switch_to_output(self, value=False, drive_mode=DriveMode.PUSH_PULL):
        self._there()
        self._drive_mode = DriveMode.PUSH_PULL
        if drive_mode is DriveMode.OPEN_DRAIN:
            self._drive_mode = drive_mode
        self._direction = Direction.OUTPUT
        self._value = bool(value)
        self._drive(not value)

    @property
    def direction(self):
        self._there()
        return self._direction

    @direction.setter
    def direction(self, direction):
        self._there()
        if direction is Direction.OUTPUT:
            self.switch_to_output()
        elif direction is Direction.INPUT:
            self.switch_to_input()
        else:
            raise ValueError("Invalid direction")

    @property
    def value(self):
        self._there()
        if self._direction is Direction.INPUT:
            if self._line is not None and _wire.pulled_up():
                return _wire.level(self._line)  # stronger than the chip's own pulls
            outside = _link.ask("level %d" % self._held[0]._number)
            return outside == "1" if outside else self._pull is Pull.UP
        return self._value

    @value.setter
    def value(self, value):
        self._there()
        if self._direction is Direction.INPUT:
            raise AttributeError("Cannot set value when direction is input.")
        self._value = bool(value)
        self._drive(not value)

    @property
    def pull(self):
        self._there()
        if self._direction is Direction.OUTPUT:
            raise AttributeError(_NO_PULL)
        return self._pull

    @pull.setter
    def pull(self, pull):
        self._there()
        if self._direction is Direction.OUTPUT:
            raise AttributeError(_NO_PULL)
        self._pull = _check_pull(pull)

    @property
    def drive_mode(self):
        self._there()
        if self._direction is Direction.INPUT:
            raise AttributeError(_NO_MODE)
        return self._drive_mode

    @drive_mode.setter
    def drive_mode(self, mode):
        self._there()
        if self._direction is Direction.INPUT:
            raise AttributeError(_NO_MODE)
        self._drive_mode = DriveMode.PUSH_PULL
        if mode is DriveMode.OPEN_DRAIN:
            self._drive_mode = mode


def _check_pull(pull, what="pull"):
    if pull is not None and not isinstance(pull, Pull):
        text = "%s must be of type Pull or None, not %s"
        raise TypeError(text % (what, type(pull).__name__))
    return pull
