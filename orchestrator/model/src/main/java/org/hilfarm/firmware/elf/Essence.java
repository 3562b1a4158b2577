package org.hilfarm.firmware.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.hilfarm.firmware.MalformedImageException;

/**
 * The few sections of an ELF file that say what code is where, as an ELF file of its own: a build's
 * is tens of megabytes, of which these are one or two.
 */
public final class Essence {
  private static final List<String> KEPT =
      List.of(".symtab", ".strtab", ".debug_line", ".debug_line_str");

  private Essence() {}

  /** What is worth keeping; throws where the file is none, or names no function. */
  public static byte[] of(byte[] file) throws MalformedImageException {
    Sections all = Sections.of(file);
    byte[] small = write(all);
    CodeMap.of(small); // says what is wrong with it
    return small;
  }

  private static byte[] write(Sections all) {
    List<String> names = new ArrayList<>(KEPT.stream().filter(all.byName()::containsKey).toList());
    names.add(".shstrtab");
    ByteArrayOutputStream texts = new ByteArrayOutputStream();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    texts.write(0);
    int head = all.wide() ? 64 : 52;
    List<long[]> headers = new ArrayList<>();
    for (String name : names) {
      int nameAt = texts.size();
      texts.writeBytes(Sections.zeroEnded(name));
      byte[] bytes =
          name.equals(".shstrtab")
              ? texts.toByteArray()
              : all.section(name).map(Essence::bytes).orElseThrow();
      headers.add(new long[] {nameAt, type(name), head + data.size(), bytes.length});
      data.writeBytes(bytes);
    }
    return assembled(all, head, data.toByteArray(), headers);
  }

  private static byte[] assembled(Sections all, int head, byte[] data, List<long[]> headers) {
    int each = all.wide() ? 64 : 40;
    int table = head + data.length;
    ByteBuffer out =
        ByteBuffer.allocate(table + each * (headers.size() + 1)).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (all.wide() ? 2 : 1), 1, 1});
    out.putShort(18, (short) all.machine());
    putSize(out, all.wide(), all.wide() ? 40 : 32, table);
    out.putShort(all.wide() ? 58 : 46, (short) each);
    out.putShort(all.wide() ? 60 : 48, (short) (headers.size() + 1));
    out.putShort(all.wide() ? 62 : 50, (short) headers.size());
    out.put(head, data);
    for (int i = 0; i < headers.size(); i++) {
      long[] header = headers.get(i);
      int at = table + each * (i + 1);
      out.putInt(at, (int) header[0]);
      out.putInt(at + 4, (int) header[1]);
      putSize(out, all.wide(), at + (all.wide() ? 24 : 16), header[2]);
      putSize(out, all.wide(), at + (all.wide() ? 32 : 20), header[3]);
    }
    return out.array();
  }

  private static void putSize(ByteBuffer out, boolean wide, int at, long value) {
    if (wide) {
      out.putLong(at, value);
    } else {
      out.putInt(at, (int) value);
    }
  }

  /** PROGBITS, SYMTAB or STRTAB. */
  private static int type(String name) {
    return switch (name) {
      case ".symtab" -> 2;
      case ".strtab", ".shstrtab" -> 3;
      default -> 1;
    };
  }

  private static byte[] bytes(ByteBuffer section) {
    byte[] all = new byte[section.remaining()];
    section.get(all);
    return all;
  }
}
