package org.hilfarm.firmware.elf;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the lines of some addresses in {@code .debug_line} by running its programs once (DWARF 5,
 * section 6.2.5). A unit that cannot be read is passed over. One thread, used once.
 */
final class Lines {
  private final NavigableSet<Long> wanted;
  private final Map<Long, String> found = new TreeMap<>();
  private long address;
  private long line;
  private long file;
  private long lastAddress;
  private String last = "";
  private boolean any;

  private Lines(NavigableSet<Long> wanted) {
    this.wanted = wanted;
  }

  /** {@code gc.c:512} for each address that has a line. */
  static Map<Long, String> of(Sections sections, NavigableSet<Long> wanted) {
    Lines lines = new Lines(wanted);
    sections
        .section(".debug_line")
        .ifPresent(b -> lines.units(b, sections.section(".debug_line_str")));
    return lines.found;
  }

  private void units(ByteBuffer all, Optional<ByteBuffer> texts) {
    Dwarf in = new Dwarf(all);
    try {
      while (in.left()) {
        long length = in.length();
        long end = Math.addExact(in.at(), length);
        unit(in, texts, end);
        in.to(end);
      }
    } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException cut) {
      // What was found until here is right.
    }
  }

  private void unit(Dwarf in, Optional<ByteBuffer> texts, long end) {
    try {
      LineUnit unit = new LineUnit(in, texts);
      in.to(unit.program);
      begin();
      while (in.at() < end) {
        step(in, unit);
      }
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException unread) {
      // The next unit stands on its own.
    }
  }

  private void begin() {
    address = 0;
    line = 1;
    file = 1;
    any = false;
  }

  private void step(Dwarf in, LineUnit unit) {
    int code = in.u1();
    if (code >= unit.opcodeBase) {
      int adjusted = code - unit.opcodeBase;
      address += (long) (adjusted / unit.lineRange) * unit.step;
      line += unit.lineBase + adjusted % unit.lineRange;
      row(unit);
      return;
    }
    switch (code) {
      case 0 -> extended(in, unit);
      case 1 -> row(unit);
      case 2 -> address += in.uleb() * unit.step;
      case 3 -> line += in.sleb();
      case 4 -> file = in.uleb();
      case 8 -> address += (long) ((255 - unit.opcodeBase) / unit.lineRange) * unit.step;
      case 9 -> address += in.u2();
      default -> {
        for (int i = 0; i < unit.operands[code]; i++) {
          in.uleb();
        }
      }
    }
  }

  private void extended(Dwarf in, LineUnit unit) {
    long length = in.uleb();
    long end = in.at() + length;
    int code = length == 0 ? 0 : in.u1();
    if (code == 1) {
      row(unit);
      begin();
    } else if (code == 2) {
      address = in.number((int) length - 1);
      any = false;
    }
    in.to(end);
  }

  /** Everything from the row before up to this one belongs to the row before. */
  private void row(LineUnit unit) {
    if (any && address > lastAddress) {
      wanted.subSet(lastAddress, address).forEach(a -> found.putIfAbsent(a, last));
    }
    any = true;
    lastAddress = address;
    last = unit.file(file).orElse("?") + ":" + line;
  }
}
