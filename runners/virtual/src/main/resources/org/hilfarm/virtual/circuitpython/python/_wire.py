# SPDX-License-Identifier: Apache-2.0
"""The I2C bus as two wires: who pulls them low, and a target that listens to their edges.

Only pins of digitalio move them bit by bit; busio and bitbangio ask for whole transfers. A target
that was left in the middle of a read goes on holding SDA, as a real one does (NXP UM10204, 3.1.16).
"""

import _link

SCL = 0
SDA = 1
_driven = [False, False]  # low, by a pin of this chip
_IDLE, _ADDRESS, _WRITE, _READ = range(4)


class _Clock:
    """SCL where the target holds it low for a while: a stretched clock (NXP UM10204, 3.1.9)."""

    STEP = 20000000  # ns, for each step that was written to the target's register for it

    def __init__(self):
        self.steps = 0
        self._until = 0

    def hold(self):
        if self.steps:
            self._until = int(_link.ask("now")) + self.steps * self.STEP

    def left(self):
        """For how many nanoseconds more it is held."""
        if self._until:
            left = self._until - int(_link.ask("now"))
            if left > 0:
                return left
            self._until = 0
        return 0


clock = _Clock()


def pulled_up():
    return _link.ask("i2c") != ""


def level(line):
    held = target.holds if line == SDA else clock.left()
    return not (_driven[line] or held) and pulled_up()


def drive(line, low):
    """A pin pulls the line down, or lets it go."""
    if _driven[line] != low:
        before = level(SCL), level(SDA)
        _driven[line] = low
        target.see(before, (level(SCL), level(SDA)))


class _Target:
    def __init__(self):
        self.holds = False
        self._state = _IDLE
        self._bits = 0
        self._byte = 0
        self._pointer = 0
        self._first = False
        self._acknowledged = False

    def see(self, before, now):
        if before[SCL] and now[SCL]:
            if before[SDA] and not now[SDA]:
                self._begin(_ADDRESS)
            elif now[SDA] and not before[SDA]:
                self._begin(_IDLE)
        elif now[SCL] and not before[SCL]:
            self._clock_rises(now[SDA])
        elif before[SCL] and not now[SCL] and self._state != _IDLE:
            self._clock_falls()

    def _begin(self, state):
        self._state = state
        self._bits = self._byte = 0
        self.holds = False

    def _clock_rises(self, sda):
        if self._bits < 8 and self._state != _READ:
            self._byte = self._byte << 1 | sda
        self._acknowledged = not sda
        self._bits += 1

    def _clock_falls(self):
        if self._state == _READ:
            self._read_on()
        elif self._bits == 8:
            self._take()
        elif self._bits == 9:
            self._after_own_acknowledge()

    def _take(self):
        if self._state == _ADDRESS:
            known = _link.ask("i2c").split(" ")
            if str(self._byte >> 1) != known[0]:
                self._begin(_IDLE)
                return
        elif self._first:
            self._pointer = self._byte
            self._first = False
        self.holds = True

    def _after_own_acknowledge(self):
        if self._state == _ADDRESS and self._byte & 1:
            self._begin(_READ)
            self._load()
        else:
            self._first = self._state == _ADDRESS
            self._begin(_WRITE)

    def _load(self):
        words = _link.ask("i2c").split(" ")
        self._byte = int(words[2]) if str(self._pointer) == words[1] else 0
        self._pointer = (self._pointer + 1) & 255
        self._bits = 0
        self._show()

    def _show(self):
        self.holds = not self._byte >> (7 - self._bits) & 1

    def _read_on(self):
        if self._bits < 8:
            self._show()
        elif self._bits == 8:
            self.holds = False
        elif self._acknowledged:
            self._load()
        else:
            self._begin(_IDLE)


target = _Target()
