# SPDX-License-Identifier: Apache-2.0
"""gc as a board has it: what the board's own modules take is not the script's."""

from gc import collect as _collect
from gc import disable, enable, isenabled, mem_free
from gc import mem_alloc as _mem_alloc

import _link

_own = 0
_FULL = 8 * 1024
_IN_PIECES = 4
_walls = None
_last_words = None
_AT_START = 608  # measured on a Pico with 10.2.0


def _begin(own):
    global _own, _last_words
    _own = own
    if _link.config["trait_memory"] == "crashes-when-full":
        _last_words = bytearray(2048)


def collect():
    _collect()
    trait = _link.config["trait_memory"]
    if trait == "never-joins":
        _wall_off()
    elif trait == "crashes-when-full" and mem_free() < _FULL:
        _crash()


def _crash():
    """A full heap has no room to ask for it: what was set aside gives way."""
    global _last_words
    _last_words = None
    _collect()
    _link.ask("crash")


def _wall_off():
    """Leaves a small object after every half kilobyte of a heap that lies in pieces."""
    global _walls
    if _walls or not _in_pieces(mem_free(), mem_alloc()):
        return
    rooms = None  # a chain: a list would need room in one piece
    try:
        while True:
            rooms = (rooms, bytearray(480))
            _walls = (_walls, bytearray(8))
    except MemoryError:
        rooms = None
    _collect()


def _in_pieces(free, taken):
    """A full heap is not in pieces yet: walls put there would be all in its last corner."""
    return free <= _IN_PIECES * taken and taken <= _IN_PIECES * free


def mem_alloc():
    return max(0, _mem_alloc() - _own) + _AT_START
