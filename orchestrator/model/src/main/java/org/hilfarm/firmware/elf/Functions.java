package org.hilfarm.firmware.elf;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The functions of a symbol table, by address. Immutable once made. */
final class Functions {
  private static final int FUNCTION = 2;
  private static final int ARM = 40;
  private static final int MOST = 500_000;

  /** An assembler's function without a size is taken to be no longer than this. */
  private static final long UNSIZED = 4096;

  private final NavigableMap<Long, Named> byAddress = new TreeMap<>();

  private record Named(String name, long size) {}

  static Functions in(Sections sections) {
    Functions all = new Functions();
    sections
        .section(".symtab")
        .ifPresent(
            table ->
                sections.section(".strtab").ifPresent(names -> all.fill(sections, table, names)));
    return all;
  }

  private void fill(Sections sections, ByteBuffer table, ByteBuffer names) {
    boolean wide = sections.wide();
    int each = wide ? 24 : 16;
    for (int at = 0; at + each <= table.limit() && byAddress.size() < MOST; at += each) {
      int kind = table.get(at + (wide ? 4 : 12)) & 0xf;
      long value = wide ? table.getLong(at + 8) : table.getInt(at + 4) & 0xffffffffL;
      long size = wide ? table.getLong(at + 16) : table.getInt(at + 8) & 0xffffffffL;
      String name = Sections.text(names, table.getInt(at) & 0xffffffffL);
      boolean here = table.getShort(at + (wide ? 6 : 14)) != 0;
      if (kind == FUNCTION && here && !name.isEmpty()) {
        // Bit 0 of an ARM function's address says that it is Thumb code.
        long from = sections.machine() == ARM ? value & ~1L : value;
        byAddress.merge(from, new Named(name, size), (a, b) -> a.size() >= b.size() ? a : b);
      }
    }
  }

  int count() {
    return byAddress.size();
  }

  /** {@code name+0x12}; empty where no function is. */
  Optional<String> at(long address) {
    Map.Entry<Long, Named> entry = byAddress.floorEntry(address);
    if (entry == null) {
      return Optional.empty();
    }
    long offset = address - entry.getKey();
    long size = entry.getValue().size();
    return offset < (size == 0 ? UNSIZED : size)
        ? Optional.of(
            entry.getValue().name() + (offset == 0 ? "" : "+0x" + Long.toHexString(offset)))
        : Optional.empty();
  }
}
