# SPDX-License-Identifier: Apache-2.0
# /// hil
# name = "sleep_memory keeps every byte over reloads and software resets"
# needs = ["deep-sleep"]
# timeout_s = 60
# covers = ["adafruit/circuitpython#10896"]
# phases = [
#   { run = "fill", within_s = 10 },
#   { run = "reset", ends = "reset", within_s = 15, expect = "SOFTWARE" },
#   { run = "compare", within_s = 10 },
# ]
# ///
import alarm
import microcontroller

import hil

# Half of the ESP32-S2's RTC memory; the others set aside RAM that nobody clears.
BYTES = {"ESP32S2": 4096, "NRF52840": 256, "RP2040": 256}
CHUNK = 64


def fill():
    memory = alarm.sleep_memory
    size = BYTES.get(hil.family, len(memory))
    hil.measure("sleep_memory", len(memory), "B", min=size, max=size)
    for at in range(hil.SLEEP_MEMORY, len(memory), CHUNK):
        memory[at : min(at + CHUNK, len(memory))] = pattern(at, len(memory))


def reset():
    hil.measure("bytes_lost_over_a_reload", lost(), "B", max=0)
    hil.resetting()
    microcontroller.reset()


def compare():
    hil.measure("bytes_lost_over_a_reset", lost(), "B", max=0)


def lost():
    memory = alarm.sleep_memory
    wrong = 0
    for at in range(hil.SLEEP_MEMORY, len(memory), CHUNK):
        due = pattern(at, len(memory))
        found = bytes(memory[at : at + len(due)])
        if found != due:
            wrong += sum(1 for i in range(len(due)) if found[i] != due[i])
    return wrong


def pattern(at, size):
    return bytes([((i * 167) ^ (i >> 8)) & 0xFF for i in range(at, min(at + CHUNK, size))])
