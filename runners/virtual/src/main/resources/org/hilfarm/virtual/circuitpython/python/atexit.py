# SPDX-License-Identifier: Apache-2.0
"""atexit: what is registered is run when code ends."""

import _link


def register(func, *args, **kwargs):
    _link.at_exit.append((func, args, kwargs))
    return func


def unregister(func):
    _link.at_exit[:] = [entry for entry in _link.at_exit if entry[0] is not func]
