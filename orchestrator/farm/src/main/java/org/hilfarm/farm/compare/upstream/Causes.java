package org.hilfarm.farm.compare.upstream;

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
 * Why a board tells something else than its interpreter alone; the farm's own data, whose patterns
 * are trusted.
 *
 * @param all in the file's order; the first that fits counts
 */
public record Causes(List<Cause> all) {
  public Causes {
    all = List.copyOf(all);
  }

  /**
   * One cause. Each pattern must fit the whole.
   *
   * @param test paths of tests, without {@code .py}
   * @param board what the board tells: status, colon, reason
   * @param alone what the interpreter tells
   * @param why in a sentence
   * @param gap whether a real board would tell what the interpreter does: the virtual board is
   *     wrong
   */
  public record Cause(Pattern test, Pattern board, Pattern alone, String why, boolean gap) {
    boolean fits(Pair pair) {
      return test.matcher(pair.path()).matches()
          && board.matcher(pair.board().line()).matches()
          && alone.matcher(pair.alone().line()).matches();
    }
  }

  private record Entry(String test, String board, String alone, String why, boolean gap) {}

  private record Entries(List<Entry> causes) {}

  /** Reads the list; throws IllegalArgumentException with the entry that cannot be understood. */
  public static Causes read(Path file) throws IOException {
    List<Cause> read = new ArrayList<>();
    for (Entry entry : Json.read(Files.readString(file), Entries.class).causes()) {
      if (entry.why().isBlank()) {
        throw new IllegalArgumentException(
            "%s: entry %d (%s): it says no why".formatted(file, read.size() + 1, entry.test()));
      }
      try {
        read.add(
            new Cause(
                pattern(entry.test()),
                pattern(entry.board()),
                pattern(entry.alone()),
                entry.why(),
                entry.gap()));
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "%s: entry %d (%s): no regular expression: %s"
                .formatted(file, read.size() + 1, entry.test(), e.getDescription()),
            e);
      }
    }
    return new Causes(read);
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.DOTALL);
  }

  Optional<Cause> of(Pair pair) {
    return all.stream().filter(c -> c.fits(pair)).findFirst();
  }
}
