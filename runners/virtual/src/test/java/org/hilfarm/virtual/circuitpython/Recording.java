package org.hilfarm.virtual.circuitpython;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;

/** A console as it was recorded; see the SOURCE.md beside the recordings. */
record Recording(List<Entry> entries) {
  /** What a side sent, or what happened. */
  record Entry(double t, String dir, String data) {}

  static Recording of(String name) throws IOException {
    try (@Nullable InputStream in = Recording.class.getResourceAsStream("recorded/" + name)) {
      if (in == null) {
        throw new IOException("no recording " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Recording(text.lines().skip(1).map(Recording::entry).toList());
    }
  }

  private static Entry entry(String line) {
    try {
      return Json.read(line, Entry.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
