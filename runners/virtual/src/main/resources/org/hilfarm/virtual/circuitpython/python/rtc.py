# SPDX-License-Identifier: Apache-2.0
"""rtc: the clock that time.time() reads."""

import _clock
import _link
import _native


class RTC(_native.Object):
    @property
    def datetime(self):
        return _clock.broken_down(_clock.now())

    @datetime.setter
    def datetime(self, when):
        _clock.offset[0] = _clock.seconds_of(when) - _clock.up() // 1000000000

    @property
    def calibration(self):
        return 0

    @calibration.setter
    def calibration(self, to):
        raise NotImplementedError("calibration")


def set_time_source(rtc):
    _clock.source[0] = rtc
