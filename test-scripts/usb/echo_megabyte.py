# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "a megabyte goes to the board's code over USB and comes back byte for byte"
# needs = []
# timeout_s = 900
# covers = ["adafruit/circuitpython#5271"]
# phases = [{ run = "echo", within_s = 800, acts = ["echo 1000000"] }]
# ///
import usb_cdc

import hil

BYTES = 1000000


def echo():
    port = usb_cdc.console
    left = BYTES
    hil.ready()
    while left:
        data = port.read(min(left, 256, max(1, port.in_waiting)))
        port.write(data)
        left -= len(data)
