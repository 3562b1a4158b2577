package org.hilfarm.virtual.fat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Short names of one folder, each once, and the long names that go before them. */
final class FatNames {
  static final byte[] DOT = ".          ".getBytes(StandardCharsets.US_ASCII);
  static final byte[] DOT_DOT = "..         ".getBytes(StandardCharsets.US_ASCII);

  /** Characters of a long name in one entry, and where their 16-bit words are. */
  static final int LONG_CHARACTERS = 13;

  private static final int[] WORDS = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
  private static final Pattern SHORT =
      Pattern.compile("[A-Z0-9_$~!#%&'()@^`{}-]{1,8}(\\.[A-Z0-9_$~!#%&'()@^`{}-]{1,3})?");

  private final Set<String> taken = new HashSet<>();

  /** The eleven bytes for a name: itself where it is a short one, else an alias. */
  byte[] shortName(String name) {
    int dot = name.lastIndexOf('.');
    String base = SHORT.matcher(name).matches() && dot > 0 ? name.substring(0, dot) : name;
    String extension = dot > 0 ? name.substring(dot + 1) : "";
    if (SHORT.matcher(name).matches() && taken.add(name)) {
      return padded(base, extension);
    }
    String stem = clean(dot > 0 ? name.substring(0, dot) : name);
    String end = clean(extension);
    for (int n = 1; ; n++) {
      String tail = "~" + n;
      String alias = stem.substring(0, Math.min(stem.length(), 8 - tail.length())) + tail;
      String shortEnd = end.substring(0, Math.min(end.length(), 3));
      if (taken.add(alias + "." + shortEnd)) {
        return padded(alias, shortEnd);
      }
    }
  }

  private static String clean(String text) {
    return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_-]", "");
  }

  private static byte[] padded(String base, String extension) {
    return String.format(Locale.ROOT, "%-8s%-3s", base, extension)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The entries that carry a long name; none where the short name says it all. */
  static byte[] longEntries(String name, byte[] shortName) {
    if (name.equals(text(shortName))) {
      return new byte[0];
    }
    int pieces = (name.length() + LONG_CHARACTERS - 1) / LONG_CHARACTERS;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int piece = pieces; piece >= 1; piece--) {
      out.writeBytes(longEntry(name, piece, piece == pieces, checksum(shortName)));
    }
    return out.toByteArray();
  }

  private static byte[] longEntry(String name, int piece, boolean last, int checksum) {
    byte[] entry = new byte[FatEntry.SIZE];
    entry[0] = (byte) (last ? piece | 0x40 : piece);
    entry[11] = FatEntry.LONG_NAME;
    entry[13] = (byte) checksum;
    for (int i = 0; i < LONG_CHARACTERS; i++) {
      int at = (piece - 1) * LONG_CHARACTERS + i;
      int word = at < name.length() ? name.charAt(at) : at == name.length() ? 0 : 0xFFFF;
      entry[WORDS[i]] = (byte) word;
      entry[WORDS[i] + 1] = (byte) (word >> 8);
    }
    return entry;
  }

  /** The characters one long-name entry carries. */
  static String longText(byte[] entry) {
    StringBuilder text = new StringBuilder();
    for (int at : WORDS) {
      int word = (entry[at] & 0xFF) | (entry[at + 1] & 0xFF) << 8;
      if (word == 0 || word == 0xFFFF) {
        break;
      }
      text.append((char) word);
    }
    return text.toString();
  }

  /** A short name with its dot. */
  static String text(byte[] shortName) {
    String base = ascii(Arrays.copyOf(shortName, 8));
    String extension = ascii(Arrays.copyOfRange(shortName, 8, 11));
    return extension.isEmpty() ? base : base + "." + extension;
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).stripTrailing();
  }

  static int checksum(byte[] shortName) {
    int sum = 0;
    for (byte b : shortName) {
      sum = ((sum & 1) << 7) + (sum >> 1) + (b & 0xFF) & 0xFF;
    }
    return sum;
  }
}
