# SPDX-License-Identifier: Apache-2.0
"""warnings: shown, raised or ignored (shared-module/warnings)."""

_action = ["always"]


def warn(message, category=Warning):
    if _action[0] == "error":
        raise category(message)
    if _action[0] == "always":
        print("%s: %s" % (category.__name__, message))


def simplefilter(action):
    if action not in ("always", "error", "ignore"):
        raise ValueError("Invalid action")
    _action[0] = action
