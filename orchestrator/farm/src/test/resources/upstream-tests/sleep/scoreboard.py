"""Copy to code.py. The scoreboard is printed after every run."""

import alarm
import microcontroller
import supervisor
import time

_LABEL = ("-", "PASS", "FAIL")


def show(reset, reload):
    print("  reset:  " + _LABEL[reset])
    print("  reload: " + _LABEL[reload])


steps = {"PASS": 1, "FAIL": 2}
if microcontroller.cpu.reset_reason == microcontroller.ResetReason.POWER_ON:
    show(0, 0)
    alarm.sleep_memory[0:2] = b"\x51\x00"
    time.sleep(1.1)
    microcontroller.reset()
kept = 1 if alarm.sleep_memory[0] == 0x51 else 2
if alarm.sleep_memory[1] == 0:
    show(kept, 0)
    alarm.sleep_memory[1] = 1
    time.sleep(1.1)
    supervisor.reload()
show(kept, 1)
