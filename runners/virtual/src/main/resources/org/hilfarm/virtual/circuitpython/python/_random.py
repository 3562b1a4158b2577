# SPDX-License-Identifier: Apache-2.0
"""random, with the texts of shared-bindings/random."""

from random import choice as _choice
from random import getrandbits as _getrandbits
from random import random, seed, uniform
from random import randint as _randint
from random import randrange as _randrange


def choice(seq):
    if len(seq) == 0:
        raise IndexError("empty sequence")
    return _choice(seq)


def getrandbits(k):
    if not 0 <= k <= 32:
        raise ValueError
    return _getrandbits(k)


def randint(a, b):
    return _randint(a, b)


def randrange(start, stop=None, step=1):
    if stop is None:
        start, stop = 0, start
    if step == 0:
        raise ValueError("randrange step cannot be zero")
    if (stop - start) * step <= 0:
        raise ValueError("stop not reachable from start")
    return _randrange(start, stop, step)
