# SPDX-License-Identifier: Apache-2.0
"""gc as a board has it: what the board's own modules take is not the script's."""

from gc import collect as _collect
from gc import disable, enable, isenabled, mem_free
from gc import mem_alloc as _mem_alloc

_own = 0
_AT_START = 608  # measured on a Pico with 10.2.0


def _begin(own):
    global _own
    _own = own


def collect():
    _collect()


def mem_alloc():
    return max(0, _mem_alloc() - _own) + _AT_START
