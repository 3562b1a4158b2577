# SPDX-License-Identifier: Apache-2.0
"""errno, with newlib's numbers."""

import _errors

errorcode = dict(_errors.NUMBERS)
for _number in errorcode:
    globals()[errorcode[_number]] = _number
