# SPDX-License-Identifier: Apache-2.0
"""nvm: the class of microcontroller.nvm."""

import _memory


class ByteArray(_memory.Bytes):
    pass
