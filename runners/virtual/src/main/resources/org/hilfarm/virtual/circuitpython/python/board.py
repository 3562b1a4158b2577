# SPDX-License-Identifier: Apache-2.0
"""board: the pins, and the buses that have fixed pins."""

import _link
import _pins

board_id = _link.config["board_id"]
for _name in _pins.by_name:
    globals()[_name] = _pins.by_name[_name]

_bus = None


def _only_bus():
    global _bus
    import busio

    if _bus is None or _bus._gone:
        scl = _pins.by_name[_link.config["scl"]]
        _bus = busio.I2C(scl, _pins.by_name[_link.config["sda"]])
    return _bus


# circuitpython ports/*/boards/*/pins.c: the Pico has no board.I2C, nRF boards no STEMMA_I2C.
if _link.config["scl"] and board_id != "raspberry_pi_pico":
    I2C = _only_bus
if _link.config["scl"] and _link.config["family"] != "NRF52840":
    STEMMA_I2C = _only_bus
