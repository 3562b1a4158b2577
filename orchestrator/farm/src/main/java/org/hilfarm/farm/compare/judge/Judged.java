package org.hilfarm.farm.compare.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One session or script on both boards.
 *
 * @param virtual what the virtual board did
 * @param emulated what the emulated board did
 * @param passages what was done, and both boards' words to it
 * @param differences where these differ
 */
public record Judged(
    Performance virtual,
    Performance emulated,
    List<Passage> passages,
    List<Difference> differences) {
  /** The chapter of a board that ended early. */
  private static final String NOT_REACHED = "(it did not come to this)";

  /** One thing that was done, and the runs of lines it was answered with. */
  public record Passage(String label, List<Run> runs) {
    public Passage {
      runs = List.copyOf(runs);
    }
  }

  public Judged {
    passages = List.copyOf(passages);
    differences = List.copyOf(differences);
  }

  /**
   * Judges. Where one board did not come to the end, the first chapter it lacks is a difference.
   */
  public static Judged of(Performance virtual, Performance emulated, KnownDifferences known) {
    List<Passage> passages = new ArrayList<>();
    List<Difference> differences = new ArrayList<>();
    int most = Math.max(virtual.chapters().size(), emulated.chapters().size());
    int least = Math.min(virtual.chapters().size(), emulated.chapters().size());
    for (int i = 0; i < most; i++) {
      Chapter one = chapter(virtual, i, emulated);
      Chapter other = chapter(emulated, i, virtual);
      List<Run> runs = runs(one, other);
      passages.add(new Passage(one.label(), runs));
      runs.stream()
          .filter(r -> r.kind() == Run.Kind.DIFFERS && passages.size() <= least + 1)
          .forEach(r -> differences.add(difference(virtual.name(), one.label(), r, known)));
    }
    return new Judged(virtual, emulated, passages, differences);
  }

  private static List<Run> runs(Chapter one, Chapter other) {
    List<Run> runs = Alignment.of(one.label(), one.lines(), other.lines());
    return one.label().equals(Chapter.ONLY_SHOWN)
        ? runs.stream().map(Judged::excused).toList()
        : runs;
  }

  private static Run excused(Run run) {
    return run.kind() == Run.Kind.DIFFERS
        ? new Run(Run.Kind.VARIES, run.virtual(), run.emulated())
        : run;
  }

  private static Chapter chapter(Performance of, int index, Performance other) {
    return index < of.chapters().size()
        ? of.chapters().get(index)
        : new Chapter(other.chapters().get(index).label(), List.of(NOT_REACHED));
  }

  private static Difference difference(String item, String label, Run run, KnownDifferences known) {
    String one = String.join("\n", run.virtual());
    String other = String.join("\n", run.emulated());
    return new Difference(item, label, one, other, known.of(item + ": " + label, one, other));
  }

  /** Its name. */
  public String name() {
    return virtual.name();
  }

  /** Differences nobody has looked at. */
  public List<Difference> unlisted() {
    return differences.stream().filter(d -> d.known().isEmpty()).toList();
  }

  /** In words, for a summary. */
  public String verdict() {
    if (!unlisted().isEmpty()) {
      return "differs: %d not listed".formatted(unlisted().size());
    }
    if (!differences.isEmpty()) {
      return "differs as listed (%d)".formatted(differences.size());
    }
    return runs().anyMatch(r -> r.kind() == Run.Kind.VARIES) ? "same but for what varies" : "same";
  }

  private Stream<Run> runs() {
    return passages.stream().flatMap(p -> p.runs().stream());
  }
}
