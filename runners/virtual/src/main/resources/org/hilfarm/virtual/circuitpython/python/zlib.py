# SPDX-License-Identifier: Apache-2.0
"""zlib: decompression only."""

import io

import deflate as _deflate

_io = io
del io


def decompress(data, wbits=0, bufsize=0):
    kind = _deflate.RAW if wbits < 0 else _deflate.GZIP if wbits > 15 else _deflate.ZLIB
    return _deflate.DeflateIO(_io.BytesIO(data), kind).read()
