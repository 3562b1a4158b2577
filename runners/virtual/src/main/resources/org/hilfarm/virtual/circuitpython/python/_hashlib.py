# SPDX-License-Identifier: Apache-2.0
"""hashlib: hashes by their names."""

from hashlib import sha1 as _sha1
from hashlib import sha256 as _sha256

_known = {"sha1": (_sha1, 20), "sha256": (_sha256, 32)}


class _Hash:
    def __init__(self, make, size, data):
        self._hash = make(data)
        self.digest_size = size

    def __repr__(self):
        return "<Hash>"

    def update(self, data):
        self._hash.update(data)

    def digest(self):
        return self._hash.digest()


def new(name, data=b""):
    if name not in _known:
        raise ValueError("Unsupported hash algorithm")
    return _Hash(_known[name][0], _known[name][1], data)
