# SPDX-License-Identifier: Apache-2.0
"""errno, with newlib's numbers."""

import _errors


def _refuse(*args, **named):
    raise TypeError("unsupported type for operator")


class _fixed(dict):
    """In the firmware it lies in flash (py/objdict.c, mp_ensure_not_fixed)."""

    clear = pop = popitem = setdefault = update = __setitem__ = __delitem__ = _refuse


errorcode = _fixed(_errors.NUMBERS)
for _number in _errors.NUMBERS:
    globals()[_errors.NUMBERS[_number]] = _number
