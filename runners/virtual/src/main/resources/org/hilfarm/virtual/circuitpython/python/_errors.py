# SPDX-License-Identifier: Apache-2.0
"""Errors with CircuitPython's texts (py/moderrno.c, MICROPY_ERROR_REPORTING_NORMAL)."""

import builtins
import io
import sys

import _link
import _shown

_home = _link.config["home"]
# newlib's numbers; a symbol is shown where CircuitPython has no sentence.
NUMBERS = {
    1: "EPERM",
    2: "ENOENT",
    5: "EIO",
    9: "EBADF",
    11: "EAGAIN",
    12: "ENOMEM",
    13: "EACCES",
    17: "EEXIST",
    19: "ENODEV",
    21: "EISDIR",
    22: "EINVAL",
    28: "ENOSPC",
    30: "EROFS",
    95: "EOPNOTSUPP",
    104: "ECONNRESET",
    105: "ENOBUFS",
    111: "ECONNREFUSED",
    112: "EADDRINUSE",
    113: "ECONNABORTED",
    116: "ETIMEDOUT",
    118: "EHOSTUNREACH",
    119: "EINPROGRESS",
    120: "EALREADY",
    128: "ENOTCONN",
}
_sentences = {
    1: "Operation not permitted",
    2: "No such file/directory",
    5: "Input/output error",
    13: "Permission denied",
    17: "File exists",
    19: "No such device",
    22: "Invalid argument",
    28: "No space left on device",
    30: "Read-only filesystem",
}
_texts = {
    "divide by zero": "division by zero",
    "maximum recursion depth exceeded": "pystack exhausted",
    "pop from an empty set": "pop from empty set",
    "error in regex": "Error in regex",
    "pop from empty list": "index out of range",
    "popitem(): dictionary is empty": "pop from empty dict",
    "zero step": "range step cannot be zero",
}
_subscripted = ("list", "tuple", "bytes", "bytearray", "range", "array", "memoryview", "deque")
_causes = []
_KEPT = 4  # exceptions whose cause is known
_HEAD = "Traceback (most recent call last):"
_CAUSE = "\nThe above exception was the direct cause of the following exception:\n\n"


def os_text(args):
    if not args or not isinstance(args[0], int) or len(args) > 2:
        return None
    text = _sentences.get(args[0]) or NUMBERS.get(args[0])
    if text is None:
        return None
    more = ": %s" % args[1] if len(args) > 1 else ""
    return "[Errno %d] %s%s" % (args[0], text, more)


class OSError(OSError):
    def __str__(self):
        text = os_text(self.args)
        if text is None:
            text = str(self.args[0]) if len(self.args) == 1 else str(self.args or "")
        return text


class ConnectionError(OSError):
    pass


class BrokenPipeError(ConnectionError):
    pass


class TimeoutError(OSError):
    pass


class Warning(Exception):
    pass


class FutureWarning(Warning):
    pass


def text_of(error):
    """What str() of it gives on a board."""
    if isinstance(error, _link.native_oserror) and error.args and isinstance(error.args[0], int):
        return os_text(error.args) or str(error.args[0] if len(error.args) == 1 else error.args)
    text = str(error)
    if text in _texts:
        return _texts[text]
    if text.startswith("invalid syntax for integer"):
        return text.split(":")[0]
    if text.endswith(" index out of range") and text.split(" ")[0] in _subscripted:
        return "index out of range"
    if text.startswith("function missing required keyword argument "):
        return text.split(" ")[-1] + " argument required"
    cut = text.find("() takes ")
    if cut > 0 and text.endswith(" given"):
        return "function" + (_without_self(text) if text[:cut] == "_make" else text[cut + 2 :])
    return text


def _without_self(text):
    """A constructor in C does not count the object it makes."""
    numbers = [int(word) - 1 for word in text.split(" ") if word.isdigit()]
    return " takes %d positional arguments but %d were given" % tuple(numbers)


def last_line(error):
    cls = type(error)
    text = _own_text(error) if hasattr(cls, "__str__") else text_of(error)
    return "%s: %s" % (cls.__name__, text)


def _own_text(error):
    """A traceback does not call the __str__ of a script's class (py/objtype.c, PRINT_EXC)."""
    if isinstance(error, OSError):
        return text_of(error)
    args = error.args
    return "" if not args else str(args[0]) if len(args) == 1 else str(args)


def because(error, cause):
    """raise ... from ...: remembers the cause of an exception."""
    if isinstance(error, type):
        error = error()
    # To a script's own class the cause is an attribute like any other, and the handler's exception
    # is told first (py/obj.c, mp_obj_print_inner_exception).
    own = cause is not None and hasattr(error, "__dict__")
    _causes.append((error, cause, _DURING if own else _CAUSE))
    del _causes[:-_KEPT]
    return error


def during(error, other):
    """A raise in an except ... as ...: remembers the exception that was being handled."""
    if isinstance(error, type):
        error = error()
    if error is not other:
        _causes.append((error, other, _DURING))
        del _causes[:-_KEPT]
    return error


def lines(error):
    out = io.StringIO()
    sys.print_exception(error, out)
    return [
        line
        for line in out.getvalue().split("\n")
        if line.startswith("  File ") and _home not in line
    ]


def traceback_of(error, chain=True):
    before = ""
    for known, cause, why in _causes:
        if known is error and chain:
            before = "" if cause is None else traceback_of(cause) + why
    shown = [_HEAD] + lines(error) + [last_line(error)]
    if shown[1:] == ["RuntimeError: no active exception to reraise"]:
        del shown[0]
    return before + "\n".join(shown) + "\n"


def show(error):
    sys.stdout.write(traceback_of(error))


def line_of(error):
    """The line of a source at which it cannot be parsed; 0: none, or the source is just short."""
    if not isinstance(error, SyntaxError):
        return 0
    where = lines(error)
    return int(where[-1].split(" line ")[1].split(",")[0]) if where else 0


_DURING = "\nDuring handling of the above exception, another exception occurred:\n\n"
_function = type(lambda: 0)
_method = type(OSError(0).__str__)
_print = print
_repr = repr
_next = next
_NONE = object()


def _plain(a):
    if isinstance(a, Exception):
        return text_of(a)
    kind = type(a)
    if kind is float or kind is list or kind is tuple or kind is dict:
        return _shown.special(a) or a
    if kind is _function or kind is _method:
        return _callable(a)
    return a


def _callable(a):
    """What the firmware has in C looks so, and so does a method of any object."""
    if type(a) is _method:
        return "<bound_method>"
    text = _repr(a)
    return "<function>" if "_as_on_a_board at " in text else text


def repl_print(value):
    """What an expression at the prompt gives."""
    if value is not None:
        builtins._ = value
        _print(repr_as_on_a_board(value))


def repr_as_on_a_board(thing):
    if isinstance(thing, Exception) and len(thing.args) == 1 and type(thing.args[0]) is str:
        return "%s(%s,)" % (type(thing).__name__, _repr(text_of(thing)))
    if type(thing) is _function or type(thing) is _method:
        return _callable(thing)
    return _shown.special(thing) or _repr(thing)


def print_as_on_a_board(a=_NONE, b=_NONE, c=_NONE, *more, sep=" ", end="\n", file=None):
    """print(error) shows a board's text; takes no memory of its own, it may be used up."""
    if file is not None:
        shown = [_plain(x) for x in (a, b, c) + more if x is not _NONE]
        try:
            _print(*shown, sep=sep, end=end, file=file)
        except _link.native_oserror as e:  # a script's OSError is the board's
            raise e if isinstance(e, OSError) else OSError(*e.args)
    elif a is _NONE:
        _print(end=end)
    elif b is _NONE:
        _print(_plain(a), end=end)
    elif c is _NONE:
        _print(_plain(a), _plain(b), sep=sep, end=end)
    else:
        _print(_plain(a), _plain(b), _plain(c), *[_plain(x) for x in more], sep=sep, end=end)


def next_as_on_a_board(iterator):
    """Takes no default (py/circuitpy_mpconfig.h, no MICROPY_PY_BUILTINS_NEXT2)."""
    return _next(iterator)


def install():
    _link.oserror = OSError
    builtins.OSError = OSError
    builtins.__repl_print__ = repl_print
    builtins.repr = repr_as_on_a_board
    builtins.print = print_as_on_a_board
    builtins.next = next_as_on_a_board
    for cls in (ConnectionError, BrokenPipeError, TimeoutError, Warning, FutureWarning):
        setattr(builtins, cls.__name__, cls)
    builtins.ReloadException = _link.Reload
