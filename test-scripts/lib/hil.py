# SPDX-License-Identifier: Apache-2.0
"""How a test script speaks to the farm: checks, measures, skips, and the end of a phase.

Every record is one RFC 7464 JSON text: 0x1E, JSON, newline. It carries a sequence number and the
nonce of its phase, and the last one says how many there were, so lost output never looks like a
pass. Without a farm (nobody called start) the same calls print plain lines, so that a script can
be run by hand: copy it and this file to the board, import it and call its functions in order.

Nothing is imported that costs heap, and no record is kept: the cost is this module, once.
"""

import sys

LIMIT = 160  # characters of any text in a record; the rest is cut and marked
SLEEP_MEMORY = 16  # the first bytes of alarm.sleep_memory belong to this module

slot = {}  # what is wired to the board: sda, scl, address, register, value
family = ""  # ESP32S2, NRF52840 or RP2040; empty by hand
currents = {}  # what the farm's power meter saw in the phases before, in uA by name
round = 0  # how often this phase was run before, see again()

_nonce = None
_count = 0
_ending = "done"


class Skipped(Exception):
    """Raised by skip() to leave the phase."""


def start(nonce, phase, in_family="", wired=None, in_round=0, measured=None):
    """Begins a phase; called by the farm."""
    global slot, family, currents, round, _nonce, _count, _ending
    slot = wired or {}
    currents = measured or {}
    family = in_family
    round = in_round
    _nonce = nonce
    _count = 0
    _ending = "done"
    _record("start", "phase", phase, "round", in_round)


def run(function):
    """Runs a phase to its end and says how it ended."""
    try:
        function()
    except Skipped:
        pass
    except Exception as e:
        _record("raised", "type", type(e).__name__, "detail", str(e))
        raise
    if _ending:
        _close(_ending)


def check(what, ok, detail=""):
    """States what should hold and whether it does; the script goes on either way."""
    _record("check", "what", str(what), "ok", bool(ok), "detail", str(detail))
    return bool(ok)


def measure(name, value, unit="", min=None, max=None):
    """Reports a number with the limits within which it is right."""
    _record("measure", "name", str(name), "value", value, "unit", str(unit), "min", min, "max", max)
    return value


def wiring(what, ok, detail=""):
    """States what the rig should be; where it is not, the phase is left: the firmware is not judged."""
    _record("wiring", "what", str(what), "ok", bool(ok), "detail", str(detail))
    if not ok:
        raise Skipped(what)


def heap(at="", largest=None):
    """Adds the heap as it is now to the script's heap picture; largest: the largest block, if tried."""
    import gc
    import time

    seconds = time.monotonic() if hasattr(time, "monotonic") else time.ticks_ms() / 1000
    free = gc.mem_free()
    held = gc.mem_alloc()
    _record("heap", "at", at, "s", seconds, "free", free, "allocated", held, "largest", largest)


def largest():
    """The largest block of heap that can be had, by bisection, to the nearest 64 bytes."""
    import gc

    low = 0
    high = gc.mem_free()
    while high - low > 64:
        middle = (low + high) // 2
        try:
            low = len(bytearray(middle))
        except MemoryError:
            high = middle
    return low


def i2c_pins():
    """SCL and SDA of the bus with the slot's target; leaves the phase where there is none."""
    if "address" not in slot:
        skip("no I2C target is described: set hil.slot to sda, scl, address, register, value")
    import board

    return getattr(board, slot["scl"]), getattr(board, slot["sda"])


def target_answers_pins():
    """The rig before the firmware: by software, without busio, the slot's target has to answer."""
    import bitbangio

    scl, sda = i2c_pins()
    bus = bitbangio.I2C(scl, sda, frequency=50000)
    while not bus.try_lock():
        pass
    found = bus.scan()
    bus.deinit()
    wiring("the target answers pins", slot["address"] in found, found)


def skip(reason):
    """Leaves the phase because it cannot be run here."""
    _record("skip", "reason", str(reason))
    raise Skipped(reason)


def unclean(why):
    """Says that the board must be power cycled before anything else runs on it."""
    _record("unclean", "why", str(why))


def again():
    """Asks for this phase once more in a new interpreter, with a round higher by one."""
    global _ending
    _ending = "again"


def ready():
    """Says that the host may do what the phase's header has next in its acts."""
    _record("ready")


def resetting(due=None):
    """Says that everything is reported and the board is about to reset, in so many seconds."""
    _leave("reset", due)


def sleeping():
    """Says that everything is reported and a deep sleep, true or pretended, is next."""
    _leave("sleep")


def looping():
    """Says that everything is reported and the code runs on until the host ends it."""
    _leave("loop")


def _leave(ending, due=None):
    global _ending
    _ending = ""
    _close(ending, due)
    # What USB has not taken yet is lost in a reset; a sleeping board sends it.
    import time

    time.sleep(0.2)


def chain(nonce, in_family, wired, phases):
    """Runs the next of some phases as code.py; called by the farm.

    Which one is next must survive the resets between them: it is kept in alarm.sleep_memory,
    marked with the nonce, and written before the phase runs, so that none runs twice but those
    that are to run again after each loss of power.
    """
    import alarm

    memory = alarm.sleep_memory
    mark = nonce.encode()[:8]
    index = memory[8] if bytes(memory[0:8]) == mark else 0
    if index >= len(phases):
        return
    name, function, stays = phases[index]
    memory[0:8] = mark
    memory[8] = index if stays else index + 1
    _await_listener()
    start(nonce, name, in_family, wired)
    _witness(alarm.wake_alarm)
    run(function)


def _await_listener():
    # What is printed while nobody listens is dropped, not kept (supervisor/shared/serial.c).
    import supervisor
    import time

    while not supervisor.runtime.serial_connected:
        time.sleep(0.02)


def _witness(wake_alarm):
    # Only code.py, run once after a reset, is told the true run reason and the wake alarm.
    import microcontroller
    import supervisor

    _record(
        "boot",
        "reset_reason",
        _member(microcontroller.cpu.reset_reason),
        "safe_mode_reason",
        _member(supervisor.runtime.safe_mode_reason),
        "run_reason",
        _member(supervisor.runtime.run_reason),
        "wake_alarm",
        type(wake_alarm).__name__,
    )


def _member(value):
    text = str(value)
    return text[text.rfind(".") + 1 :]


def _close(ending, due=None):
    _record("end", "how", ending, "count", _count + 1, "due", due)


def _record(kind, *pairs):
    global _count
    if _nonce is None:
        _by_hand(kind, pairs)
        return
    write = sys.stdout.write
    write('\x1e{"n":%d,"k":' % _count)
    _count += 1
    _text(write, _nonce)
    write(',"is":"%s"' % kind)
    for i in range(0, len(pairs), 2):
        if pairs[i + 1] is not None:
            write(',"%s":' % pairs[i])
            _value(write, pairs[i + 1])
    write("}\n")


def _value(write, value):
    if value is True:
        write("true")
    elif value is False:
        write("false")
    elif isinstance(value, (int, float)) and value - value == 0:  # not inf, not nan
        write("%d" % value if isinstance(value, int) else repr(value))
    else:
        _text(write, value if isinstance(value, str) else str(value))


def _text(write, text):
    write('"')
    for c in text[:LIMIT]:
        code = ord(c)
        if c == '"' or c == "\\":
            write("\\" + c)
        elif 32 <= code < 127:
            write(c)
        elif code < 0x10000:
            write("\\u%04x" % code)
        else:
            write("?")
    write('..."' if len(text) > LIMIT else '"')


def _by_hand(kind, pairs):
    values = [str(pairs[i]) for i in range(1, len(pairs), 2) if pairs[i] is not None]
    if kind == "check":
        print("%s %s %s" % ("ok    " if pairs[3] else "FAILED", pairs[1], pairs[5]))
    elif kind != "end":
        print("%-6s %s" % (kind, " ".join(values)))
