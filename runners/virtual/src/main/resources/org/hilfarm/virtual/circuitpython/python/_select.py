# SPDX-License-Identifier: Apache-2.0
"""select of a board."""

from select import POLLERR, POLLHUP, POLLIN, POLLOUT, poll


def select(rlist, wlist, xlist, timeout=-1):
    waits = poll()
    for thing in rlist:
        waits.register(thing, POLLIN)
    for thing in wlist:
        waits.register(thing, POLLOUT)
    ready = waits.poll(-1 if timeout is None or timeout < 0 else int(timeout * 1000))
    readable = [pair[0] for pair in ready if pair[1] & (POLLIN | POLLHUP)]
    return readable, [pair[0] for pair in ready if pair[1] & POLLOUT], []
