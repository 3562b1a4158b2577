# SPDX-License-Identifier: Apache-2.0
"""The clock of a board: it starts at 2000-01-01 (shared-module/rtc, shared/timeutils)."""

from collections import namedtuple

import _link

EPOCH = 946684800
offset = [EPOCH]
source = [None]
fields = "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst".split(" ")
named = namedtuple("struct_time", fields)
_DAYS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def up():
    return int(_link.ask("now"))


def now():
    if source[0] is not None and hasattr(source[0], "datetime"):
        when = source[0].datetime
        if source[0].__class__.__name__ != "RTC":
            return seconds_of(when)
    return offset[0] + up() // 1000000000


def _leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before(year):
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400 - 719162


def _day_of_year(year, month, day):
    return _DAYS[month - 1] + day + (1 if month > 2 and _leap(year) else 0)


def seconds_of(when):
    year, month, day, hour, minute, second = when[:6]
    days = _days_before(year) + _day_of_year(year, month, day) - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second


def broken_down(seconds):
    days, rest = divmod(int(seconds), 86400)
    year = 1970 + days // 366
    while _days_before(year + 1) <= days:
        year += 1
    yday = days - _days_before(year) + 1
    month = 12
    while _day_of_year(year, month, 1) > yday:
        month -= 1
    day = yday - _day_of_year(year, month, 1) + 1
    hour, rest = divmod(rest, 3600)
    return named(year, month, day, hour, rest // 60, rest % 60, (days + 3) % 7, yday, -1)
