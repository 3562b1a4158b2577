# SPDX-License-Identifier: Apache-2.0
"""Completes names at the prompt (py/repl.c, mp_repl_autocomplete)."""

import _modules
import _order
import _surface

_SLOT = 16
_LINE = 4 * _SLOT
_MISSING = object()


def _names(words):
    """What may follow the last point; None: nothing can."""
    found = set(_modules.main)
    thing = None
    for word in words:
        if thing is None:
            thing = _modules.main.get(word, _MISSING)
        else:
            thing = getattr(thing, word, _MISSING)
        if thing is _MISSING:
            return None
        found = set(dir(thing))
    return found


def _in_name(c):
    return c in "._" or c.isalpha() or c.isdigit()


def complete(line):
    """Prints what is possible, or returns what is to be added."""
    start = len(line)
    while start and _in_name(line[start - 1]):
        start -= 1
    words = line[start:].split(".")
    part = words.pop()
    names = _surface.modules() if line.startswith("import ") else _names(words)
    if names is None:
        return ""
    fits = _order.ordered(
        n for n in names if n.startswith(part) and (part or n[0] != "_")
    )
    if not fits:
        alone = start == 0 and not words and part and "import ".startswith(part)
        return "import "[len(part) :] if alone else ""
    common = fits[0]
    for name in fits:
        while not name.startswith(common):
            common = common[:-1]
    if len(fits) == 1 or len(common) > len(part):
        return common[len(part) :]
    _show(fits)
    return ""


def _show(names):
    used = _LINE
    for name in names:
        gap = (used + _SLOT - 1) // _SLOT * _SLOT - used
        if gap < 2:
            gap += _SLOT
        if used + gap + len(name) <= _LINE:
            print(" " * gap + name, end="")
            used += gap + len(name)
        else:
            print("\n" + name, end="")
            used = len(name)
    print()
