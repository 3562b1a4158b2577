package org.hilfarm.virtual.circuitpython;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hilfarm.firmware.Banner;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;

/** A console as it was recorded; see the SOURCE.md beside the recordings. */
record Recording(Banner firmware, List<Entry> entries) {
  /** What a side sent, or what happened. */
  record Entry(double t, String dir, String data) {}

  /** The first line. */
  record Head(String firmware, String board, String what) {}

  static Recording of(String name) throws IOException {
    try (@Nullable InputStream in = Recording.class.getResourceAsStream("recorded/" + name)) {
      if (in == null) {
        throw new IOException("no recording " + name);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static Recording parse(String text) throws IOException {
    Head head = Json.read(text.lines().findFirst().orElse(""), Head.class);
    Banner banner =
        Banner.in(head.firmware())
            .orElseThrow(() -> new IOException("no banner: " + head.firmware()));
    return new Recording(banner, text.lines().skip(1).map(Recording::entry).toList());
  }

  /** Whether the host sends this at any time. */
  boolean types(String text) {
    return entries.stream().anyMatch(e -> e.dir().equals("host") && e.data().contains(text));
  }

  private static Entry entry(String line) {
    try {
      return Json.read(line, Entry.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
