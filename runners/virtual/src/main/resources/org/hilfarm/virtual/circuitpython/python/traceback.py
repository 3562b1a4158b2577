# SPDX-License-Identifier: Apache-2.0
"""traceback, with the texts of a board."""

import sys

import _shell


def format_exception(error, value=None, tb=None, limit=None, chain=True):
    return _shell.text_of(error if value is None else value)


def print_exception(error, value=None, tb=None, limit=None, file=None, chain=True):
    (file or sys.stdout).write(format_exception(error, value))
