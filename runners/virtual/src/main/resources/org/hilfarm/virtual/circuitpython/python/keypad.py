# SPDX-License-Identifier: Apache-2.0
"""keypad: nobody presses a key."""

import _device
import _native
import _pins


class Event(_native.Object):
    def __init__(self, key_number=0, pressed=True, timestamp=None):
        self._key = _native.at_least(key_number, 0, "key_number")
        self._pressed = bool(pressed)
        self._time = timestamp or 0

    @property
    def key_number(self):
        return self._key

    @property
    def pressed(self):
        return self._pressed

    @property
    def released(self):
        return not self._pressed

    @property
    def timestamp(self):
        return self._time

    def __repr__(self):
        return "<Event: key_number %d %s>" % (
            self._key,
            "pressed" if self._pressed else "released",
        )

    def __eq__(self, other):
        return isinstance(other, Event) and self._id() == other._id()

    def _id(self):
        return self._key * 2 + self._pressed

    def __hash__(self):
        return self._id()


class EventQueue(_native.Object):
    overflowed = False

    def get(self):
        return None

    def get_into(self, event):
        _native.of_type(event, Event, "event")
        return False

    def clear(self):
        pass

    def __len__(self):
        return 0

    def __bool__(self):
        return False


class _Scanner(_device.Device):
    def _begin(self, pins, interval, max_events, debounce_threshold):
        if interval < 0:
            raise ValueError("interval must be >= 0")
        _native.at_least(max_events, 1, "max_events")
        _native.in_range(debounce_threshold, 1, 127, "debounce_threshold")
        for pin in pins:
            _pins.check(pin)
        self._held = tuple(pins)
        for pin in pins:
            _pins.claim(pin)
        self._events = EventQueue()

    def reset(self):
        self._there()

    @property
    def events(self):
        self._there()
        return self._events

    @property
    def key_count(self):
        self._there()
        return self._count


def _distinct(pins, what):
    for pin in pins:
        if not isinstance(pin, _pins.Pin):
            text = "object in %s must be of type Pin, not %s"
            raise TypeError(text % (what, type(pin).__name__))
    if len(set(pins)) != len(pins):
        raise TypeError("%s contains duplicate pins" % what)


class Keys(_Scanner):
    def __init__(
        self,
        pins,
        *,
        value_when_pressed,
        pull=True,
        interval=0.02,
        max_events=64,
        debounce_threshold=1
    ):
        _distinct(pins, "row_pins")
        self._begin(pins, interval, max_events, debounce_threshold)
        self._count = len(pins)


class KeyMatrix(_Scanner):
    def __init__(
        self,
        row_pins,
        column_pins,
        columns_to_anodes=True,
        interval=0.02,
        max_events=64,
        debounce_threshold=1
    ):
        _distinct(row_pins, "row_pins")
        _distinct(column_pins, "column_pins")
        if set(row_pins) & set(column_pins):
            raise TypeError("row_pins and column_pins contain duplicate pins")
        self._begin(
            tuple(row_pins) + tuple(column_pins), interval, max_events, debounce_threshold
        )
        self._count = len(row_pins) * len(column_pins)
        self._columns = len(column_pins)

    def key_number_to_row_column(self, key_number):
        self._there()
        _native.in_range(key_number, 0, self._count - 1, "key_number")
        return divmod(key_number, self._columns)

    def row_column_to_key_number(self, row, column):
        self._there()
        _native.in_range(row, 0, self._count // self._columns - 1, "row")
        _native.in_range(column, 0, self._columns - 1, "column")
        return row * self._columns + column


class ShiftRegisterKeys(_Scanner):
    def __init__(
        self,
        *,
        clock,
        data,
        latch,
        value_to_latch=True,
        key_count,
        value_when_pressed,
        interval=0.02,
        max_events=64,
        debounce_threshold=1
    ):
        _native.at_least(key_count, 1, "key_count")
        self._begin((data, clock, latch), interval, max_events, debounce_threshold)
        self._count = key_count
