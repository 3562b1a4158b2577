# SPDX-License-Identifier: Apache-2.0
"""The one channel between the interpreter and the board.

Output and frames share stdout, so their order is never in doubt; a frame begins with a mark that
is new for every interpreter. A Ctrl-C comes at any point, also in the middle of reading an answer:
so an answer is one numbered line, and what is left of an older one is skipped.
"""

import sys

_in = sys.stdin.buffer
_out = sys.stdout.buffer
_mark = bytes([int(sys.argv[2][i : i + 2], 16) for i in range(0, 16, 2)])
_asked = 0


class Reload(BaseException):
    pass


class DeepSleep(BaseException):
    pass


class Timeout(Exception):
    pass


def send(kind, text):
    body = text.encode()
    _out.write(_mark + kind + ("%06x" % len(body)).encode() + body)


def read_frame():
    return _in.read(int(_in.read(6), 16))


def ask(question):
    """Asks the board and returns its answer; raises what the board wants raised."""
    global _asked
    retry = ""
    while True:
        _asked += 1
        number = str(_asked)
        send(b"Q", number + " " + retry + question)
        while True:
            line = _in.readline()
            if not line:
                raise SystemExit  # nobody is at the other end
            answer = line[:-1].decode().replace("\x1f", "\n")
            cut = answer.find(" ")
            if answer[:cut] == number:
                break
        status = answer[cut + 1]
        if status == "=":
            return answer[cut + 2 :]
        if status == "P":
            retry = "~"  # a Ctrl-C is on its way: this loop lets it in
            continue
        _raise(status, answer[cut + 2 :])


def _raise(status, text):
    if status == "R":
        raise Reload
    if status == "W":
        raise timeout_class[0]
    if status == "I":
        raise KeyboardInterrupt
    raise _errors[status](text) if text else _errors[status]()


_errors = {"V": ValueError, "T": RuntimeError, "N": NotImplementedError}
timeout_class = [Timeout]
native_oserror = OSError
oserror = OSError  # the board's, once it is there
at_exit = []  # functions with their arguments


def only_in_boot_py():
    if config["booting"] != "1":
        raise RuntimeError("Cannot change USB devices now")


def timed_out(error, cause):
    """A watchdog in RAISE mode breaks into a loop as a Ctrl-C does; this is what it meant."""
    return timeout_class[0]() if cause == "watchdog" else error


def caught_by(kinds):
    """What an except clause catches, if a Ctrl-C may have been the watchdog's."""
    if ask("why") != "watchdog":
        return kinds
    kinds = kinds if isinstance(kinds, tuple) else (kinds,)
    for kind in (timeout_class[0], Exception, BaseException):
        if kind in kinds:
            return kinds + (KeyboardInterrupt,)
    return tuple(kind for kind in kinds if kind is not KeyboardInterrupt)


config = {}
for _line in read_frame().decode().split("\n"):
    _cut = _line.find("=")
    config[_line[:_cut]] = _line[_cut + 1 :]
