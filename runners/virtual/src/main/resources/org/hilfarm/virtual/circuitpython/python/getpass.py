# SPDX-License-Identifier: Apache-2.0
"""getpass: reads a line without showing it."""

import _link


def getpass(prompt="Password: ", stream=None):
    print(prompt, end="")
    line = ""
    while True:
        c = int(_link.ask("getc"))
        if c in (10, 13):
            print()
            return line
        line += chr(c)
