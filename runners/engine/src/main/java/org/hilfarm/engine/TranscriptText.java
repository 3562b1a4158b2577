package org.hilfarm.engine;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.hilfarm.drivers.console.Printable;
import org.hilfarm.drivers.console.TranscriptEntry;
import org.hilfarm.drivers.console.TranscriptEntry.Direction;

/** A console transcript as files: readable with times, and the board's bytes as they were. */
final class TranscriptText {
  private TranscriptText() {}

  /** One line an entry; control characters are escaped, so that reading it is safe. */
  static String readable(List<TranscriptEntry> entries) {
    StringBuilder text = new StringBuilder();
    for (TranscriptEntry entry : entries) {
      text.append(entry.time())
          .append(' ')
          .append(mark(entry.direction()))
          .append(' ')
          .append(Printable.of(entry.bytes()))
          .append('\n');
    }
    return text.toString();
  }

  /** What the board said, byte for byte. */
  static byte[] raw(List<TranscriptEntry> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    entries.stream()
        .filter(e -> e.direction() == Direction.BOARD)
        .forEach(e -> bytes.writeBytes(e.toBytes()));
    return bytes.toByteArray();
  }

  private static String mark(Direction direction) {
    return switch (direction) {
      case HOST -> ">";
      case BOARD -> "<";
      case EVENT -> "#";
    };
  }
}
