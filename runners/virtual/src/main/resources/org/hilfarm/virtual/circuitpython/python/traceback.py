# SPDX-License-Identifier: Apache-2.0
"""traceback, with the texts of a board."""

import _errors
import sys as _sys


def format_exception(error, value=None, tb=None, limit=None, chain=True):
    return _errors.traceback_of(error if value is None else value, chain)


def print_exception(error, value=None, tb=None, limit=None, file=None, chain=True):
    (file or _sys.stdout).write(format_exception(error, value))
