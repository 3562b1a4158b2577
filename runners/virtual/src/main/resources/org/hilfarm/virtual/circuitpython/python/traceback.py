# SPDX-License-Identifier: Apache-2.0
"""traceback, with the texts of a board."""

import _errors
import sys as _sys


def format_exception(error, value=None, tb=None, limit=None, chain=True):
    text = _errors.traceback_of(error if value is None else value, chain)
    # As on a board only the last line end is plain (locale/circuitpython.pot).
    return [text[:-1].replace("\n", "\r\n") + "\n"]


def print_exception(error, value=None, tb=None, limit=None, file=None, chain=True):
    text = _errors.traceback_of(error if value is None else value, chain)
    (file or _sys.stdout).write(text if file is None else text[:-1].replace("\n", "\r\n") + "\n")
