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
    handlers = b" as " in source and b"raise " in source and b"except " in source
    if not causes and not dog and not handlers:
        return source
    lines = source.decode().split("\n")
    blocks = []
    quoted = False
    for i in range(len(lines)):
        line = lines[i]
        if not quoted:
            line = _during(line, blocks) if handlers else line
            lines[i] = _catches(_raises(line)) if dog else _raises(line)
        if (line.count('"""') + line.count("'''")) % 2:
            quoted = not quoted
    return "\n".join(lines).encode()


def _during(line, blocks):
    """Tells a raise which exception the block around it handles; blocks are those around."""
    start = line.strip()
    if not start or start[0] == "#":
        return line
    indent = len(line) - len(line.lstrip())
    while blocks and blocks[-1][0] >= indent:
        blocks.pop()
    if start.startswith("except ") and start[-1] == ":" and " as " in start:
        blocks.append((indent, start[start.rfind(" as ") + 4 : -1].strip()))
    elif start.startswith(("def ", "class ", "async def ")):
        blocks.append((indent, ""))
    elif start.startswith("raise ") and blocks and blocks[-1][1] and _whole(start):
        return "%sraise __during__(%s, %s)" % (line[:indent], start[6:], blocks[-1][1])
    return line


def _whole(statement):
    """A statement that is surely alone on its line."""
    if " from " in statement or "#" in statement or ";" in statement or statement[-1] == "\\":
        return False
    return statement.count("(") == statement.count(")") and statement.count("[") == statement.count("]")


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
    builtins.__during__ = _errors.during
    builtins.__caught__ = _link.caught_by
