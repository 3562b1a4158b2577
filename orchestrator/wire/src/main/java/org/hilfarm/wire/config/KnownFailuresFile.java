package org.hilfarm.wire.config;

import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.plan.Requirement;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.KnownFailure;

/** Reads {@code board-configs/known-failures.yaml}. One thread. */
final class KnownFailuresFile {
  private static final int MOST = 200;

  /** An entry that ran out longer ago than a release takes is no longer looked after. */
  private static final int LONGEST_PAST_DAYS = 92;

  private static final int LONGEST_AHEAD_DAYS = 366;

  private final Configs.Draft draft;
  private final LocalDate today;
  private final Map<Requirement, Integer> seen = new HashMap<>();

  private KnownFailuresFile(Configs.Draft draft, LocalDate today) {
    this.draft = draft;
    this.today = today;
  }

  static List<KnownFailure> read(Section file, Configs.Draft draft, LocalDate today) {
    List<Section> sections = file.sections("known");
    if (sections.size() > MOST) {
      file.problem(
          "known", "has %d entries; at most %d are taken".formatted(sections.size(), MOST));
    }
    KnownFailuresFile reader = new KnownFailuresFile(draft, today);
    List<KnownFailure> read = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST, sections.size()); i++) {
      reader.entry(sections.get(i), i).ifPresent(read::add);
    }
    Optional<List<KnownFailure>> all = file.build(() -> read);
    return all.orElse(List.of());
  }

  private Optional<KnownFailure> entry(Section section, int number) {
    Optional<ScriptId> script = section.value("script", this::script);
    SortedSet<BoardTypeId> boards = boards(section);
    script.ifPresent(s -> duplicates(section, s, boards, number));
    Optional<String> owner = section.value("owner", Readers::line);
    Optional<String> issue = section.value("issue", KnownFailuresFile::issue);
    Optional<LocalDate> until = section.value("until", this::until);
    Optional<FaultKind> fault = section.optional("fault", KnownFailuresFile::fault);
    return section.build(
        () ->
            new KnownFailure(
                script.orElseThrow(),
                boards,
                owner.orElseThrow(),
                issue.orElseThrow(),
                until.orElseThrow(),
                fault));
  }

  private ScriptId script(String text) {
    ScriptId script = new ScriptId(text);
    if (!draft.knows(script)) {
      throw new IllegalArgumentException(
          "no script %s; there is no %s/%s.py".formatted(script, Configs.SCRIPTS, script));
    }
    return script;
  }

  private SortedSet<BoardTypeId> boards(Section section) {
    boolean byName = section.has("boards");
    boolean byFamily = section.has("families");
    SortedSet<BoardTypeId> boards = new TreeSet<>(section.values("boards", this::board));
    List<Family> families =
        section.values("families", Readers.oneOf(Family.class, Readers::dashed));
    families.forEach(f -> boards.addAll(draft.typesOf(f)));
    if (!byName && !byFamily) {
      section.problem("boards", "is missing, and so is families: say on which it fails");
    }
    return boards;
  }

  private BoardTypeId board(String text) {
    BoardTypeId type = new BoardTypeId(text);
    if (!draft.knows(type)) {
      throw new IllegalArgumentException(
          "no board type %s; there is no %s/%s.yaml".formatted(type, Configs.TYPES, type));
    }
    return type;
  }

  private void duplicates(
      Section section, ScriptId script, SortedSet<BoardTypeId> boards, int number) {
    for (BoardTypeId board : boards) {
      Requirement pair = new Requirement(board, script);
      Integer before = seen.putIfAbsent(pair, number);
      if (before != null) {
        section.problem("script", "%s is in known[%d] already".formatted(pair, before));
      }
    }
  }

  private static String issue(String text) {
    try {
      URI address = URI.create(text);
      boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      if (web && address.getHost() != null && text.length() <= 300) {
        return text;
      }
    } catch (IllegalArgumentException e) {
      // Told below, with an example.
    }
    throw new IllegalArgumentException(
        "must be the address of an issue, such as"
            + " https://github.com/adafruit/circuitpython/issues/1, not "
            + Readers.quoted(text));
  }

  private LocalDate until(String text) {
    LocalDate until = date(text);
    if (until.isBefore(today.minusDays(LONGEST_PAST_DAYS))) {
      throw new IllegalArgumentException(
          "%s is more than a release (%d days) ago: take the entry out, or see to its issue and"
                  .formatted(until, LONGEST_PAST_DAYS)
              + " say a new date");
    }
    if (until.isAfter(today.plusDays(LONGEST_AHEAD_DAYS))) {
      throw new IllegalArgumentException(
          "%s is more than a year ahead: nobody would look at it again".formatted(until));
    }
    return until;
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must be a date such as 2027-03-31, not " + Readers.quoted(text), e);
    }
  }

  private static FaultKind fault(String text) {
    Function<String, FaultKind> reader = Readers.oneOf(FaultKind.class, FaultKind::name);
    FaultKind kind = reader.apply(text);
    if (kind.blame() != Blame.FIRMWARE && kind.blame() != Blame.SCRIPT) {
      throw new IllegalArgumentException(
          "%s is no fault of the firmware's or a script's, and is never excused; those are %s"
              .formatted(
                  kind,
                  Arrays.stream(FaultKind.values())
                      .filter(k -> k.blame() == Blame.FIRMWARE || k.blame() == Blame.SCRIPT)
                      .map(Enum::name)
                      .collect(Collectors.joining(", "))));
    }
    return kind;
  }
}
