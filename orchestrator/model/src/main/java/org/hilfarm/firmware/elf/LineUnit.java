package org.hilfarm.firmware.elf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header of one unit of {@code .debug_line}, versions 2 to 5 (DWARF 5, section 6.2.4).
 * Immutable once read.
 */
final class LineUnit {
  private static final int PATH = 1;
  private static final int MOST_FILES = 20_000;

  private final List<String> files = new ArrayList<>();
  final int version;
  final int step;
  final int lineBase;
  final int lineRange;
  final int opcodeBase;
  final int[] operands;
  final long program;

  /** Reads it; {@code in} stands behind the unit's length. */
  LineUnit(Dwarf in, Optional<ByteBuffer> lineTexts) {
    version = in.u2();
    if (version < 2 || version > 5) {
      throw new IllegalArgumentException("line tables of version " + version + " are not read");
    }
    if (version == 5) {
      in.skip(2); // the sizes of addresses and segments
    }
    long rest = in.offset();
    program = in.at() + rest;
    step = in.u1();
    in.skip(version >= 4 ? 2 : 1); // operations an instruction, and whether it begins a statement
    lineBase = in.s1();
    lineRange = Math.max(1, in.u1());
    opcodeBase = Math.max(1, in.u1());
    operands = new int[opcodeBase];
    for (int i = 1; i < opcodeBase; i++) {
      operands[i] = in.u1();
    }
    if (version == 5) {
      entries(in, lineTexts); // the folders
      files.addAll(entries(in, lineTexts));
    } else {
      oldFiles(in);
    }
  }

  private void oldFiles(Dwarf in) {
    while (!in.text().isEmpty()) {
      // a folder
    }
    files.add(""); // they count from 1
    for (String name = in.text(); !name.isEmpty() && files.size() < MOST_FILES; name = in.text()) {
      files.add(name);
      in.uleb();
      in.uleb();
      in.uleb();
    }
  }

  private static List<String> entries(Dwarf in, Optional<ByteBuffer> lineTexts) {
    int fields = in.u1();
    long[][] format = new long[fields][];
    for (int i = 0; i < fields; i++) {
      format[i] = new long[] {in.uleb(), in.uleb()};
    }
    long count = in.uleb();
    List<String> paths = new ArrayList<>();
    for (long i = 0; i < count && i < MOST_FILES; i++) {
      String path = "";
      for (long[] field : format) {
        String value = value(in, (int) field[1], lineTexts);
        path = field[0] == PATH ? value : path;
      }
      paths.add(path);
    }
    return paths;
  }

  /** A field of any form that compilers use here; only texts are kept. */
  private static String value(Dwarf in, int form, Optional<ByteBuffer> lineTexts) {
    switch (form) {
      case 0x08 -> {
        return in.text();
      }
      case 0x1f -> {
        long at = in.offset();
        return lineTexts.map(texts -> Sections.text(texts, at)).orElse("");
      }
      case 0x0e -> in.offset();
      case 0x0f -> in.uleb();
      case 0x0b -> in.skip(1);
      case 0x05 -> in.skip(2);
      case 0x06 -> in.skip(4);
      case 0x07 -> in.skip(8);
      case 0x1e -> in.skip(16);
      case 0x09 -> in.skip(in.uleb());
      default -> throw new IllegalArgumentException("a field of form " + form + " is not read");
    }
    return "";
  }

  /** A file's own name, without folders. */
  Optional<String> file(long number) {
    return number >= 0 && number < files.size()
        ? Optional.of(files.get((int) number))
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .filter(name -> !name.isEmpty())
        : Optional.empty();
  }
}
