# SPDX-License-Identifier: Apache-2.0
"""settings.toml: strings and bare words (supervisor/shared/settings.c of 10.2.0)."""

import _drive
import _link

_ESCAPES = {"b": "\b", "r": "\r", "n": "\n", "t": "\t", "v": "\v", "f": "\f"}


class Bad(Exception):
    pass


def raw(name):
    """The value's text and whether it was quoted; None: there is none of that name."""
    if not isinstance(name, str):
        text = "can't convert '%s' object to str implicitly"
        raise TypeError(text % type(name).__name__)
    try:
        with _drive.open_as_on_a_board("/settings.toml") as f:
            for line in f:
                if line.lstrip()[:1] == "[":
                    return None  # sections are not looked into
                key, equals, value = line.partition("=")
                if equals and key.strip() == name:
                    return _value(value.strip())
    except (_link.native_oserror, UnicodeError):
        pass
    return None


def _value(text):
    if text[:1] == '"':
        return _string(text), True
    text = text.split("#")[0].rstrip()
    if not text:
        raise Bad
    return text, False


def _string(text):
    out = ""
    i = 1
    while i < len(text):
        c = text[i]
        i += 1
        if c == '"':
            if text[i:].lstrip()[:1] in ("", "#"):
                return out
            raise Bad
        if c == "\\":
            c = text[i : i + 1]
            i += 1
            if c in ("u", "U"):
                size = 4 if c == "u" else 8
                try:
                    c = chr(int(text[i : i + size], 16))
                except ValueError:
                    raise Bad
                i += size
            else:
                c = _ESCAPES.get(c, c)
        out += c
    raise Bad


def text(name, default):
    """What os.getenv gives: always text."""
    try:
        found = raw(name)
    except Bad:
        return default
    return default if found is None else found[0]


def typed(name, default):
    """What supervisor.get_setting gives."""
    try:
        found = raw(name)
        if found is None or found[1]:
            return default if found is None else found[0]
        if found[0] in ("true", "false"):
            return found[0] == "true"
        return int(found[0], 0)
    except (Bad, ValueError):
        raise ValueError("Invalid value")
