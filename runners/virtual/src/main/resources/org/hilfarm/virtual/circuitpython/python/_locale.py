# SPDX-License-Identifier: Apache-2.0
"""locale: the language of the build (shared-bindings/locale)."""


def getlocale():
    return ("en_US", "utf-8")
