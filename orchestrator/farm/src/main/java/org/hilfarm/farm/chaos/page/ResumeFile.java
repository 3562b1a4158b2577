package org.hilfarm.farm.chaos.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hilfarm.wire.json.Json;

/**
 * Finished rounds, one line of JSON each, kept between calls. A last line that was cut off is told
 * and dropped; any other that cannot be read is refused, since something else wrote it. One thread.
 */
public final class ResumeFile {
  private final Path file;
  private final List<RoundRecord> rounds;
  private final Optional<String> dropped;

  private ResumeFile(Path file, List<RoundRecord> rounds, Optional<String> dropped) {
    this.file = file;
    this.rounds = rounds;
    this.dropped = dropped;
  }

  /** Reads it; one that is not there is empty. */
  public static ResumeFile open(Path file) throws IOException {
    String text = Files.exists(file) ? Files.readString(file) : "";
    int whole = text.lastIndexOf('\n') + 1;
    List<RoundRecord> rounds = new ArrayList<>();
    List<String> lines = text.substring(0, whole).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      rounds.add(read(file, i + 1, lines.get(i)));
    }
    if (whole == text.length()) {
      return new ResumeFile(file, rounds, Optional.empty());
    }
    Files.writeString(file, text.substring(0, whole));
    return new ResumeFile(
        file,
        rounds,
        Optional.of(
            "%s: line %d was cut off and is dropped; its round is played again"
                .formatted(file, lines.size() + 1)));
  }

  private static RoundRecord read(Path file, int number, String line) {
    try {
      return Json.read(line, RoundRecord.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: line %d is no round of a campaign: name another file, or mend it"
              .formatted(file, number),
          e);
    }
  }

  /** What was dropped, in words. */
  public Optional<String> dropped() {
    return dropped;
  }

  /** A round that was played already. */
  public Optional<RoundRecord> played(long seed, int round, String options) {
    return rounds.stream()
        .filter(r -> r.seed() == seed && r.round() == round && r.options().equals(options))
        .findFirst();
  }

  /** Keeps a round; returns once it would survive the end of this process. */
  public void add(RoundRecord round) throws IOException {
    rounds.add(round);
    Files.write(
        file,
        (Json.write(round) + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.DSYNC);
  }
}
