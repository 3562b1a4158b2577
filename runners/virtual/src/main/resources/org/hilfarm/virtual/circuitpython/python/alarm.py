# SPDX-License-Identifier: Apache-2.0
"""alarm: light sleep, deep sleep and what woke the board."""

import _clock
import _link
import _memory
import _native
import _pins

_family = _link.config["family"]


class TimeAlarm(_native.Object):
    def __init__(self, *, monotonic_time=None, epoch_time=None):
        if (monotonic_time is None) == (epoch_time is None):
            raise ValueError("Supply one of monotonic_time or epoch_time")
        now = int(_link.ask("now"))
        if monotonic_time is None:
            monotonic_time = epoch_time - _clock.now() + now / 1000000000
        if monotonic_time * 1000000000 < now:
            raise ValueError("Time is in the past.")
        self.monotonic_time = monotonic_time


class PinAlarm(_native.Object):
    def __init__(self, pin, value, edge=False, pull=False):
        if not isinstance(pin, _pins.Pin):
            raise TypeError("pin must be of type Pin, not %s" % type(pin).__name__)
        if edge and _family == "NRF52840":
            raise ValueError("Cannot wake on pin edge, only level")
        if edge and _family == "ESP32S2":
            raise ValueError("Cannot wake on pin edge. Only level.")
        self.pin = pin
        self.value = value
        self._edge = edge


class TouchAlarm(_native.Object):
    def __init__(self, pin):
        if _family == "RP2040":
            raise NotImplementedError("Touch alarms not available")
        if _family == "NRF52840":
            raise NotImplementedError
        self.pin = pin


class SleepMemory(_memory.Bytes):
    pass


class _Namespace:
    _quiet = ["__dict__", "__name__"]

    def __init__(self, name):
        self.__name__ = name

    def __repr__(self):
        return "<module '%s'>" % self.__name__


time = _Namespace("time")
time.TimeAlarm = TimeAlarm
pin = _Namespace("pin")
pin.PinAlarm = PinAlarm
touch = _Namespace("touch")
touch.TouchAlarm = TouchAlarm
_kinds = (TimeAlarm, PinAlarm, TouchAlarm)
_TimeAlarm = TimeAlarm
_PinAlarm = PinAlarm
for _kind in _kinds:
    _kind._quiet = []
del TimeAlarm, PinAlarm, TouchAlarm
sleep_memory = SleepMemory("sleepmem", int(_link.config["sleep_memory"]))


def _woken(by):
    """The alarm that ended a deep sleep is made anew: the one that was asked for is gone."""
    if by == "":
        return None
    if by == "time":
        woken = object.__new__(_TimeAlarm)
        woken.monotonic_time = 0
        return woken
    woken = object.__new__(_PinAlarm)
    cut = by.find("=")
    # An RP2040 does not keep which one (ports/raspberrypi/common-hal/alarm/pin/PinAlarm.c).
    woken.pin = None if _family == "RP2040" else _pins.numbered(int(by[:cut]))
    woken.value = False
    return woken


wake_alarm = _woken(_link.config["wake_alarm"])


def _first(alarms):
    """The time alarm that ends the sleep; None: only something outside can."""
    if not alarms:
        raise TypeError("function missing 1 required positional arguments")
    for a in alarms:
        if not isinstance(a, _kinds):
            raise TypeError("Expected a kind of Alarm")
    timed = [a for a in alarms if isinstance(a, _TimeAlarm)]
    if len(timed) > 1:
        stop = "" if _family == "NRF52840" else "."
        raise ValueError("Only one alarm.time alarm can be set" + stop)
    return timed[0] if timed else None


def _due(timed):
    return int(timed.monotonic_time * 1000000000) if timed else -1


def _levels(alarms):
    """Pins and the levels that end the sleep; where an edge has to, one that is there does not."""
    levels = []
    for a in alarms:
        if isinstance(a, _PinAlarm):
            level = "1" if a.value else "0"
            if not a._edge or _link.ask("level %d" % a.pin._number) != level:
                levels.append("%d=%s" % (a.pin._number, level))
    return " ".join(levels)


def light_sleep_until_alarms(*alarms):
    global wake_alarm
    timed = _first(alarms)
    by = _link.ask("lightsleep %d %s" % (_due(timed), _levels(alarms)))
    for a in alarms:
        if by and isinstance(a, _PinAlarm) and by.startswith("%d=" % a.pin._number):
            wake_alarm = a
            return a
    if timed and int(_link.ask("now")) < _due(timed):
        timed = None  # a symptom's doing: something else ended it
    wake_alarm = timed
    return timed


def exit_and_deep_sleep_until_alarms(*alarms, preserve_dios=()):
    timed = _first(alarms)
    if preserve_dios and _family != "ESP32S2":
        raise NotImplementedError("preserve_dios")
    if _link.ask("deepsleep %d %s" % (_due(timed), _levels(alarms))) == "1":
        raise _link.DeepSleep
