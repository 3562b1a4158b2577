# SPDX-License-Identifier: Apache-2.0
"""What a source must say differently to mean here what it means on a board; lines stay lines.

MicroPython forgets the cause of a raise ... from ..., and its only way into a loop is a Ctrl-C,
also for a watchdog that raises.
"""

import builtins

import _errors
import _link


def adapted(source):
    causes = b" from " in source and b"raise " in source
    dog = b"WatchDogTimeout" in source or b".RAISE" in source
    if not causes and not dog:
        return source
    lines = source.decode().split("\n")
    quoted = False
    for i in range(len(lines)):
        line = lines[i]
        if not quoted:
            lines[i] = _catches(_raises(line)) if dog else _raises(line)
        if (line.count('"""') + line.count("'''")) % 2:
            quoted = not quoted
    return "\n".join(lines).encode()


def _raises(line):
    at = line.find("raise ")
    split = line.find(" from ", at)
    if at < 0 or split < 0 or line[:at].strip() not in ("", "else:", "try:"):
        return line
    parts = line[:at], line[at + 6 : split], line[split + 6 :]
    return "%sraise __because__(%s, %s)" % parts


def _catches(line):
    start = line.strip()
    colon = line.rfind(":")
    if not start.startswith("except ") or colon < 0:
        return line
    at = line.find("except ") + 7
    name = line.find(" as ", at)
    end = colon if name < 0 else name
    return "%s__caught__(%s)%s" % (line[:at], line[at:end], line[end:])


def install():
    builtins.__because__ = _errors.because
    builtins.__caught__ = _link.caught_by
