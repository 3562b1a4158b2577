# SPDX-License-Identifier: Apache-2.0
"""codeop: compiles what would be typed at the prompt (lib/codeop)."""

_compile = compile


def compile_command(source, filename="<input>", symbol="single"):
    return _compile(source, filename, symbol)
