# SPDX-License-Identifier: Apache-2.0
"""What edges are counted with: each chip has some of it, and says so when it is used up.

nRF52840: 8 GPIOTE channels, two an encoder (circuitpython #5211, PR #5253). ESP32-S2: 4 units of
PCNT (ports/espressif/peripherals/pcnt.c). RP2040: 8 state machines (datasheet, 3.1).
"""

import _link

_LIMITS = {
    "NRF52840": (8, "All channels in use"),
    "ESP32S2": (4, "All PCNT units in use"),
    "RP2040": (8, "All state machines in use"),
}
_limit, _text = _LIMITS[_link.config["family"]]
_nordic = _link.config["family"] == "NRF52840"
_used = [0]


def of_encoder():
    return 2 if _nordic else 1


def claim(count):
    """Takes so many; a firmware with the fault of #5211 says nothing when there are no more."""
    if _used[0] + count > _limit and _link.config["trait_encoders"] != "silent":
        raise RuntimeError(_text)
    _used[0] += count


def release(count):
    _used[0] -= count
