# SPDX-License-Identifier: Apache-2.0
"""displayio without anything to see."""

import _kept
import _native

CIRCUITPYTHON_TERMINAL = None


class Bitmap(_native.Object):
    def __init__(self, width, height, value_count):
        self.width = width
        self.height = height


class Palette(_native.Object):
    def __init__(self, color_count, *, dither=False):
        self._colors = [0] * color_count

    def __len__(self):
        return len(self._colors)

    def __getitem__(self, index):
        return self._colors[index]

    def __setitem__(self, index, color):
        self._colors[index] = color


class Group(_native.Object):
    def __init__(self, *, scale=1, x=0, y=0):
        self.scale = scale
        self.x = x
        self.y = y
        self.hidden = False
        self._layers = []

    def append(self, layer):
        self._layers.append(layer)

    def insert(self, index, layer):
        self._layers.insert(index, layer)

    def pop(self, i=-1):
        return self._layers.pop(i)

    def remove(self, layer):
        self._layers.remove(layer)

    def __len__(self):
        return len(self._layers)

    def __getitem__(self, index):
        return self._layers[index]


def release_displays():
    _kept.release()
