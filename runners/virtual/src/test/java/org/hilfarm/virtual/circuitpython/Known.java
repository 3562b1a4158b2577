package org.hilfarm.virtual.circuitpython;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A known difference between a recording and what a firmware says on an emulated chip; they are
 * listed in {@code recorded/known-differences.jsonl}.
 *
 * @param recording the file; {@code *}: all of them
 * @param versions a pattern for the firmware's versions that differ
 * @param step the step that is left out, if one is
 * @param recorded a text that differs
 * @param emulated what is said instead
 * @param said a pattern of what is said
 * @param means what that was in the recording
 */
record Known(
    String recording,
    String versions,
    Optional<String> step,
    Optional<String> recorded,
    Optional<String> emulated,
    Optional<String> said,
    Optional<String> means,
    String why) {

  /** Those of a recording that hold for a version. */
  static List<Known> of(String recording, String version) throws IOException {
    try (@Nullable InputStream in =
        Known.class.getResourceAsStream("recorded/known-differences.jsonl")) {
      if (in == null) {
        throw new IOException("no known differences");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(Known::parse)
          .filter(k -> k.recording.equals("*") || k.recording.equals(recording))
          .filter(k -> version.matches(k.versions))
          .toList();
    }
  }

  private static Known parse(String line) {
    try {
      return Json.read(line, Known.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a step is left out. */
  static boolean leftOut(List<Known> known, String step) {
    return known.stream().anyMatch(k -> k.step.filter(step::startsWith).isPresent());
  }

  /** The recorded text as the firmware says it. */
  static String expected(List<Known> known, String text) {
    String here = text;
    for (Known one : known) {
      if (one.recorded.isPresent()) {
        here = here.replace(one.recorded.get(), one.emulated.orElse(""));
      }
    }
    return here;
  }

  /** What the firmware said as it was recorded. */
  static String heard(List<Known> known, String text) {
    String here = text;
    for (Known one : known) {
      if (one.said.isPresent()) {
        here = here.replaceAll(one.said.get(), one.means.orElse(""));
      }
    }
    return here;
  }
}
