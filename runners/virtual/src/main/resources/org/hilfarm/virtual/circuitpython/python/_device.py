# SPDX-License-Identifier: Apache-2.0
"""Things that hold pins."""

import _guards
import _native
import _pins

GONE = "Object has been deinitialized and can no longer be used. Create a new object."


class Device(_native.Object):
    """Something that holds pins until it is deinitialized."""

    _held = ()
    _gone = False
    _guard = None

    def deinit(self):
        if not self._gone:
            self._gone = True
            if self._guard is not None:
                _guards.forget(self._guard)
                self._guard = None
            self._close()
            _pins.release(*self._held)

    def _close(self):
        pass

    def _there(self):
        if self._gone:
            raise ValueError(GONE)

    def __enter__(self):
        self._there()
        return self

    def __exit__(self, *error):
        self.deinit()

    def _hold(self, *named):
        """Takes pins, each with the argument's name before it; all of them, or none."""
        for i in range(0, len(named), 2):
            _pins.check(named[i + 1], named[i])
        self._held = [named[i] for i in range(1, len(named), 2)]
        for pin in self._held:
            _pins.claim(pin)

    def _finalised(self, *what):
        """Says what a finaliser has to give back beside the pins: a function and its arguments."""
        self._guard = _guards.watch(_pins.release, self._held, *what)


class Locked(Device):
    """A bus that is used by who has locked it."""

    _locked = False

    def try_lock(self):
        self._there()
        if self._locked:
            return False
        self._locked = True
        return True

    def unlock(self):
        self._there()
        self._locked = False

    def _owned(self):
        self._there()
        if not self._locked:
            raise RuntimeError("Function requires lock")
