# SPDX-License-Identifier: Apache-2.0
"""settings.toml: strings and whole numbers."""

import _drive


def get(name):
    """The value, or None."""
    try:
        with _drive.open_file("/settings.toml") as f:
            for line in f:
                key, equals, value = line.partition("=")
                if equals and key.strip() == name:
                    value = value.strip()
                    if value[:1] == '"':
                        return value[1 : value.rfind('"')]
                    return int(value.split("#")[0].strip(), 0)
    except (OSError, ValueError):
        pass
    return None
