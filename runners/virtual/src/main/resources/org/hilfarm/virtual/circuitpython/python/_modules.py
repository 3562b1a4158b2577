# SPDX-License-Identifier: Apache-2.0
"""Loads a board's modules when they are imported, at no cost to the script's heap."""

import builtins
import gc
import sys as _sys
import vfs

import _link
import _native
import _order
import _surface

_import = builtins.__import__
_dir = builtins.dir
_module = type(_sys)
_plain = type(lambda: 0)
_sys_modules = _sys.modules
_home = _link.config["home"]
_files = vfs.VfsPosix(_home)
_loaded = {}
_kept = {}  # modules of this folder that no script sees
_importing = []  # the script's modules that are being imported
_making = []  # the modules that are being loaded
main = {}  # the script's names
fixed = []  # types and what their dir() is
_classes = []  # of the firmware: their dir() is a list of names only
_shown = ("__del__", "__enter__", "__exit__", "__next__")
_MOUNT = "/.firmware"
# A Pico's heap when a script begins: 171 kB are free, about 158,779 B of them in one piece, and 155
# times 1 KiB can be had. Cracks between the modules in which no piece fits stay, so the pieces' size
# makes it so: measured, the larger the pieces the less is left for large blocks.
_PIECE = 208  # and a head of 16 bytes
_AHEAD = 48 * 1024  # compiling a module takes less
_pieces = [None] * 1500
_held = 0  # how many of them are taken


def reserve(bytes_free):
    """Takes what is beyond a script's share out of the heap, most of it for modules to come."""
    gc.collect()
    _hold((gc.mem_free() - bytes_free) // (_PIECE + 16) - 40)
    gc.collect()
    beyond = gc.mem_free() - bytes_free - (_PIECE + 16)
    return bytearray(max(0, beyond))


def _hold(count):
    global _held
    for _ in range(min(count, len(_pieces) - _held)):
        _pieces[_held] = bytearray(_PIECE)
        _held += 1


def _give(count):
    global _held
    for _ in range(min(count, _held)):
        _held -= 1
        _pieces[_held] = None
    gc.collect()


def _take(bytes_free):
    gc.collect()
    _hold((gc.mem_free() - bytes_free) // (_PIECE + 16))


def load(name):
    """A module of the firmware, or None: there is none of that name."""
    if name in _loaded:
        return _loaded[name]
    known = name in _surface.STUBS or name in _surface.FACADES or name in _surface.SHELLS
    if not known or name in _making:
        return None
    if _making:
        return _loading(name)
    gc.collect()
    before = gc.mem_free()
    _give(_AHEAD // (_PIECE + 16))
    try:
        return _loading(name)
    finally:
        _take(before)


def preload():
    """Most scripts use these; loaded before the first job they cost no board time."""
    for name in ("time", "alarm", "microcontroller"):
        _loading(name)


def hide():
    """Leaves sys.modules to the script's own modules, as on a board."""
    for name in list(_sys_modules):
        _kept[name] = _sys_modules.pop(name)
        if hasattr(_kept[name], "__file__"):
            del _kept[name].__file__


def _loading(name):
    if name in _loaded:
        return _loaded[name]
    _making.append(name)
    try:
        module = _make(name)
    finally:
        _making.remove(name)
    module.__name__ = name
    _loaded[name] = module
    return module


def _make(name):
    if name in _surface.STUBS:
        module = _private("_" + name) if name in _surface.RENAMED else _fetch(name)
        _dress(module)
        return module
    module = _blank()
    if name in _surface.FACADES:
        native = _import(name)
        for part in _surface.FACADES[name].split(" "):
            if hasattr(native, part):
                setattr(module, part, getattr(native, part))
        if name == "io":
            module.open = builtins.open
    else:
        _shell(module, name)
    return module


def _fetch(name):
    """Runs a file beside this one as a module; the drive is mounted over its folder by now."""
    with _files.open("/" + name + ".py", "r") as f:
        source = f.read()
    module = _blank()
    module.__name__ = name
    exec(compile(source, _home + "/" + name + ".py", "exec"), module.__dict__)
    return module


def _blank():
    """A new, empty module: only an import can make one."""
    path = _sys.path[:]
    vfs.mount(_files, _MOUNT)
    try:
        _sys.path[:] = [_MOUNT]
        module = _import("_blank")
        del _sys_modules["_blank"]
        del module.__file__
        return module
    finally:
        _sys.path[:] = path
        vfs.umount(_MOUNT)


def _dress(module):
    """Makes Python code look like C: functions without a name, classes without insides."""
    for name in _dir(module):
        part = getattr(module, name)
        if name.startswith("_"):
            continue
        if type(part) is _plain:
            setattr(module, name, _native.function(part))
        elif isinstance(part, type) and part not in _classes:
            _classes.append(part)


def _shell(module, name):
    for part in _surface.SHELLS[name].split(" "):
        if part[:1].isupper() or part[:1] == "_":
            setattr(module, part, _unmodelled(name, part))
        elif part:
            setattr(module, part, _native.function(_refusal(name, part)))


def _refusal(module, part):
    def refuse(*args, **named):
        raise NotImplementedError("%s.%s is not modelled by a virtual board" % (module, part))

    return refuse


def _unmodelled(module, part):
    cls = type(part, (_native.Object,), {"__init__": _refusal(module, part)})
    _classes.append(cls)
    return cls


def import_as_on_a_board(name, *rest):
    top = name.split(".")[0]
    if _making and top[0] == "_":
        return _private(top)
    found = load(top)
    if found is None:
        if not _making and (top in _hidden or top in _kept and top[0] == "_"):
            raise ImportError("no module named '%s'" % name)
        return _from_the_drive(name, *rest)
    wanted = rest[2] if len(rest) > 2 else None
    for part in name.split(".")[1:]:
        if not hasattr(found, part):
            raise ImportError("no module named '%s'" % name)
        if wanted:
            found = getattr(found, part)
    return found


def _from_the_drive(name, names=None, local=None, wanted=None, level=0):
    """Imports a script's own module; who imports relatively is known by what is being imported."""
    if level:
        name = _absolute(name, level)
    at = name.find(".")
    while at >= 0 and name[:at] not in _sys_modules:
        _importing.append(name[:at])
        try:
            _import(name[:at])
        finally:
            _importing.pop()
        at = name.find(".", at + 1)
    _importing.append(name)
    try:
        return _import(name, names, local, wanted)
    finally:
        _importing.pop()


def _absolute(name, level):
    if not _importing:
        raise ImportError("can't perform relative import")
    base = _importing[-1]
    if not hasattr(_sys_modules.get(base), "__path__"):
        level += 1
    for _ in range(level - 1):
        base = base.rpartition(".")[0]
    if not base:
        raise ImportError("can't perform relative import")
    return base + "." + name if name else base


def _private(name):
    if name not in _kept:
        _kept[name] = _sys_modules[name] if name in _sys_modules else _fetch(name)
        if hasattr(_kept[name], "__file__"):
            del _kept[name].__file__
    return _kept[name]


# MicroPython has them, a board has not, and some would reach the machine below.
_hidden = (
    "_thread asyncio cmath cryptolib deflate ffi framebuf heapq jni machine mip platform requests"
    " socket termios tls uarray uasyncio ubinascii ucollections ucryptolib uctypes uerrno uhashlib"
    " uheapq uio ujson umachine uos uplatform urandom ure uselect usocket ussl ustruct usys utime"
    " uzlib vfs websocket driver"
).split(" ")

def dir_as_on_a_board(*of):
    return _order.ordered(_dir_of(*of))


def _dir_of(*of):
    if not of:
        return list(main)
    thing = of[0]
    if thing is builtins:
        return _surface.BUILTINS
    if type(thing) is _module:
        names = [n for n in thing.__dict__ if n[0] != "_"]
        if thing in _loaded.values():
            return ["__class__", "__dict__", "__name__"] + names
        return _dir(thing)
    for kind, names in fixed:
        if type(thing) is kind:
            return names
    if isinstance(thing, type):
        return _names(thing, ["__bases__", "__class__", "__dict__", "__name__"], thing)
    return _names(thing, ["__class__"], type(thing))


def _public(thing, cls):
    """What can be had of it: of a deinitialized object no property."""
    try:
        return [n for n in _dir(thing) if n[0] != "_"]
    except ValueError:
        return [n for n in _dir(cls) if n[0] != "_" and _has(thing, n)]


def _has(thing, name):
    try:
        getattr(thing, name)
        return True
    except ValueError:
        return False


def _names(thing, first, cls):
    if cls not in _classes:
        if not hasattr(cls, "_quiet"):
            return _dir(thing)
        first = first + cls._quiet
    return first + [n for n in _shown if hasattr(cls, n)] + _public(thing, cls)
