package org.hilfarm.farm.compare.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.hilfarm.wire.json.Json;

/**
 * The list of differences somebody has looked at; the farm's own data, whose patterns are trusted.
 *
 * @param all in the file's order; the first that fits counts
 */
public record KnownDifferences(List<Known> all) {
  public KnownDifferences {
    all = List.copyOf(all);
  }

  /** As the file has it. */
  record Entry(String where, String virtual, String emulated, String whose, String reason) {}

  private record Entries(List<Entry> differences) {}

  /** Reads the list; throws IllegalArgumentException with the entry that cannot be understood. */
  public static KnownDifferences read(Path file) throws IOException {
    List<Known> read = new ArrayList<>();
    for (Entry entry : Json.read(Files.readString(file), Entries.class).differences()) {
      try {
        read.add(known(entry));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s: entry %d (%s): %s".formatted(file, read.size() + 1, entry.where(), words(e)), e);
      }
    }
    return new KnownDifferences(read);
  }

  private static String words(IllegalArgumentException e) {
    return e instanceof PatternSyntaxException
        ? "no regular expression: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
        : "whose must be emulator, virtual-board or both-fine, and a reason must be given";
  }

  private static Known known(Entry entry) {
    if (entry.reason().isBlank()) {
      throw new IllegalArgumentException("no reason");
    }
    return new Known(
        Pattern.compile(entry.where()),
        Pattern.compile(entry.virtual()),
        Pattern.compile(entry.emulated()),
        Known.Whose.of(entry.whose()),
        entry.reason());
  }

  /** The entry for a difference. */
  Optional<Known> of(String where, String virtual, String emulated) {
    return all.stream().filter(k -> k.fits(where, virtual, emulated)).findFirst();
  }
}
