# SPDX-License-Identifier: Apache-2.0
"""micropython without mem_info and the like, which boards do not have."""

from micropython import const, heap_lock, heap_unlock, kbd_intr, opt_level
