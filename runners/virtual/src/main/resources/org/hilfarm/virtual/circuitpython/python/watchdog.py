# SPDX-License-Identifier: Apache-2.0
"""watchdog: limits and texts of ports/*/common-hal/watchdog/WatchDogTimer.c."""

import _enum
import _link
import _native

_family = _link.config["family"]
_TOO_LONG = "timeout duration exceeded the maximum supported value"


class WatchDogMode(_enum.Member):
    pass


_enum.fill(WatchDogMode, "watchdog.WatchDogMode", "RAISE RESET")


class WatchDogTimeout(Exception):
    pass


_link.timeout_class[0] = WatchDogTimeout


class WatchDogTimer(_native.Object):
    _quiet = []

    def feed(self):
        _link.ask("dog feed")

    @property
    def timeout(self):
        return int(_link.ask("dog timeout")) / 1000

    @timeout.setter
    def timeout(self, seconds):
        if isinstance(seconds, str):
            raise TypeError("can't convert str to float")
        seconds = float(seconds)
        if int(seconds) < 0:
            raise ValueError("timeout must be >= 0")
        self._check(seconds, self._mode())
        _link.ask("dog timeout %d" % int(seconds * 1000 + 0.5))

    def _check(self, seconds, mode):
        if _family == "RP2040" and int(seconds) > 8:
            raise ValueError("timeout must be <= 8")
        if _family == "ESP32S2" and int(seconds) > 4294967:
            raise ValueError("timeout must be <= 4294967")
        if _family == "NRF52840":
            if mode == "RESET":
                raise RuntimeError("timeout cannot be changed once mode is set to RESET")
            if seconds > 4294967:
                raise ValueError(_TOO_LONG)

    def _mode(self):
        return _link.ask("dog mode")

    @property
    def mode(self):
        mode = self._mode()
        return getattr(WatchDogMode, mode) if mode else None

    @mode.setter
    def mode(self, mode):
        if mode is not None and not isinstance(mode, WatchDogMode):
            raise TypeError("mode must be of type WatchDogMode, not %s" % type(mode).__name__)
        name = mode._name if mode else "NONE"
        if _family == "RP2040" and name == "RAISE":
            raise NotImplementedError
        if _family == "NRF52840" and name != "RESET" and self._mode() == "RESET":
            raise RuntimeError("WatchDogTimer cannot be deinitialized once mode is set to RESET")
        _link.ask("dog mode " + name)


_timer = WatchDogTimer()
del WatchDogTimer
