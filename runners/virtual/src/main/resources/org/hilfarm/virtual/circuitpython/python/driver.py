# SPDX-License-Identifier: Apache-2.0
"""The loop inside the interpreter: takes a source, runs it, says how it ended.

Its own frames, and those of the stub modules beside it, are kept out of tracebacks.
"""

import gc
import sys

HOME = sys.argv[1]
sys.path[:] = [HOME]

import _errors
import _link
import _repl
import _shell
import _source

link = _link
_DEPTH = 66
names = {"__name__": "__main__"}
unreported = None  # number and kind of the job that runs
spoiled = SystemExit(86)  # made beforehand: a locked heap has no room for it


def serve():
    global unreported
    head = link.read_frame()
    try:
        for _ in (0, 1):
            pass  # a late Ctrl-C comes in here, where it does no harm
    except KeyboardInterrupt:
        pass
    head = head.decode().split(" ")
    unreported = head[0], head[1]
    run(head[0], head[1], head[2], link.read_frame())


def run(number, kind, name, source):
    outcome = "done"
    error = None
    try:
        outcome = execute(kind, name, source)
    except link.Reload:
        outcome = "reload"
    except link.DeepSleep:
        outcome = "sleep"
    except SystemExit as e:
        outcome = "exit"
        error = e
    except BaseException as e:
        outcome = "failed"
        error = e
    source = None
    report(number, kind, outcome, error)


def execute(kind, name, source):
    if kind == "complete":
        return "done " + _repl.complete(source.decode())
    if kind == "file":
        with open(name if name[0] == "/" else "/" + name) as f:
            source = f.read().encode()
    code = compile(_source.adapted(source), name, "single" if kind == "single" else "exec")
    source = None
    if kind != "check":
        if kind != "single":
            names["__file__"] = name
        link.send(b"B", "")
        try:
            deep(_DEPTH, code)
        finally:
            if kind == "file":
                _shell.at_exit()
    return "done"


def deep(frames, code):
    """Runs code with as many calls left as a Pico's stack of 2 KiB has room for, about 60."""
    if frames:
        deep(frames - 1, code)
    else:
        exec(code, names)


def report(number, kind, outcome, error):
    """Says how it ended; a Ctrl-C that comes too late must not get in the way."""
    global unreported
    while True:
        try:
            if isinstance(error, MemoryError):
                gc.collect()
            if outcome == "failed" and isinstance(error, KeyboardInterrupt):
                cause = link.ask("why")
                if cause == "reload":
                    outcome = "reload"
                error = link.timed_out(error, cause)
            if kind == "check":
                outcome += " " + str(_errors.line_of(error))
            elif outcome == "failed":
                link.send(b"X", "")
                _errors.show(error)
            elif outcome == "exit" and error.args and not isinstance(error.args[0], int):
                print(error.args[0])
            link.send(b"D", number + " " + outcome)
            unreported = None
            return
        except KeyboardInterrupt:
            pass


def main():
    _shell.install(names)
    link.send(b"H", "")
    while True:
        try:
            while True:  # a jump outside of the try could not be interrupted unharmed
                serve()
        except KeyboardInterrupt as e:
            if unreported:  # it came between the code's end and its report
                report(unreported[0], unreported[1], "failed", e)
        except ValueError:
            return  # nobody is at the other end


try:
    main()
except MemoryError:  # a Ctrl-C in the middle of a collection left the heap locked for good
    raise spoiled
