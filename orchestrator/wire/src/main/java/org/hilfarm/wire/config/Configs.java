package org.hilfarm.wire.config;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.model.verdict.KnownFailure;

/**
 * The farm's own trusted data: what boards there are, where they are, and what is run on them.
 *
 * @param types by board id
 * @param racks by name
 * @param suites by name
 * @param scripts by id
 * @param library the source of {@code hil.py}
 * @param schedules by name
 * @param known failures that somebody looks after
 */
public record Configs(
    Map<BoardTypeId, BoardType> types,
    Map<RackId, Rack> racks,
    Map<SuiteId, Suite> suites,
    Map<ScriptId, Script> scripts,
    String library,
    Map<ScheduleId, Schedule> schedules,
    List<KnownFailure> known) {
  static final String TYPES = "board-configs/types";
  static final String RACKS = "board-configs/racks";
  static final String SUITES = "board-configs/suites";
  static final String SCHEDULES = "board-configs/schedules.yaml";
  static final String KNOWN_FAILURES = "board-configs/known-failures.yaml";
  static final String SCRIPTS = "test-scripts";
  static final String LIBRARY = "test-scripts/lib/hil.py";

  public Configs {
    types = Map.copyOf(types);
    racks = Map.copyOf(racks);
    suites = Map.copyOf(suites);
    scripts = Map.copyOf(scripts);
    schedules = Map.copyOf(schedules);
    known = List.copyOf(known);
  }

  /** Configs without known failures. */
  public Configs(
      Map<BoardTypeId, BoardType> types,
      Map<RackId, Rack> racks,
      Map<SuiteId, Suite> suites,
      Map<ScriptId, Script> scripts,
      String library,
      Map<ScheduleId, Schedule> schedules) {
    this(types, racks, suites, scripts, library, schedules, List.of());
  }

  /** Configs in which nothing happens by the clock. */
  public Configs(
      Map<BoardTypeId, BoardType> types,
      Map<RackId, Rack> racks,
      Map<SuiteId, Suite> suites,
      Map<ScriptId, Script> scripts,
      String library) {
    this(types, racks, suites, scripts, library, Map.of());
  }

  /**
   * Reads everything below a repository's root. Throws with every problem there is, each with its
   * file and key.
   */
  public static Configs load(Path repository) throws ConfigProblems {
    return load(repository, today());
  }

  private static LocalDate today() {
    return LocalDate.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
  }

  /** The same as it is read on another day: known failures run out. */
  static Configs load(Path repository, LocalDate today) throws ConfigProblems {
    Draft draft = new Draft(repository, today);
    Configs read = draft.read();
    List<ConfigProblem> problems = draft.problems.all();
    if (!problems.isEmpty()) {
      throw new ConfigProblems(problems);
    }
    return read;
  }

  /** Everything that is wrong below a repository's root; empty where all is well. */
  public static List<ConfigProblem> check(Path repository) {
    return check(repository, today());
  }

  /** The same as it is on another day. */
  static List<ConfigProblem> check(Path repository, LocalDate today) {
    Draft draft = new Draft(repository, today);
    Configs unused = draft.read();
    return draft.problems.all();
  }

  /**
   * These with one more rack, read from a file anywhere; it takes the place of one of its name.
   * Throws with everything that is wrong with it.
   */
  public Configs withRack(Path repository, Path file) throws ConfigProblems {
    Draft draft = new Draft(repository, today());
    Optional<Rack> rack = draft.rack(file);
    List<ConfigProblem> problems = draft.problems.all();
    if (rack.isEmpty() || !problems.isEmpty()) {
      throw new ConfigProblems(problems);
    }
    Map<RackId, Rack> all = new HashMap<>(racks);
    all.put(rack.get().id(), rack.get());
    return new Configs(types, all, suites, scripts, library, Map.of(), known);
  }

  /** The name a rack's file must say, which is that of the file. */
  public static RackId nameIn(Path file) {
    String name = String.valueOf(file.getFileName());
    return new RackId(name.endsWith(".yaml") ? name.substring(0, name.length() - 5) : name);
  }

  /** A board type that must be there. */
  public BoardType type(BoardTypeId id) {
    return Optional.ofNullable(types.get(id))
        .orElseThrow(() -> new IllegalArgumentException("no board type " + id + " in " + TYPES));
  }

  /** The scripts of a suite that must be there, in its order. */
  public List<Script> scriptsOf(SuiteId id) {
    Suite suite =
        Optional.ofNullable(suites.get(id))
            .orElseThrow(() -> new IllegalArgumentException("no suite " + id + " in " + SUITES));
    return suite.scripts().stream()
        .flatMap(s -> Optional.ofNullable(scripts.get(s)).stream())
        .toList();
  }

  /** What has been read so far; later files refer to earlier ones. One thread. */
  static final class Draft {
    private final Problems problems = new Problems();
    private final ConfigFolder folder;
    private final LocalDate today;
    private final Set<BoardSerial> serials = new HashSet<>();
    private SortedMap<String, BoardType> types = new TreeMap<>();
    private SortedMap<String, Script> scripts = new TreeMap<>();

    Draft(Path repository, LocalDate today) {
      this.folder = new ConfigFolder(repository, problems);
      this.today = today;
    }

    Configs read() {
      types = folder.yaml(TYPES, "board", BoardTypeFile::read);
      scripts = folder.scripts();
      SortedMap<String, Rack> racks = folder.yaml(RACKS, "rack", s -> RackFile.read(s, this));
      SortedMap<String, Suite> suites = folder.yaml(SUITES, "suite", s -> SuiteFile.read(s, this));
      return new Configs(
          by(types, BoardType::id),
          by(racks, Rack::id),
          by(suites, Suite::id),
          by(scripts, Script::id),
          folder.text(LIBRARY).orElse(""),
          schedules(),
          known());
    }

    /** A farm need not know any. */
    private List<KnownFailure> known() {
      return folder.has(KNOWN_FAILURES)
          ? folder
              .section(KNOWN_FAILURES)
              .map(s -> KnownFailuresFile.read(s, this, today))
              .orElse(List.of())
          : List.of();
    }

    /** A farm need not have any. */
    private Map<ScheduleId, Schedule> schedules() {
      return folder.has(SCHEDULES)
          ? folder.section(SCHEDULES).map(s -> SchedulesFile.read(s, this)).orElse(Map.of())
          : Map.of();
    }

    /** One rack's file, wherever it is. */
    Optional<Rack> rack(Path file) {
      types = folder.yaml(TYPES, "board", BoardTypeFile::read);
      return folder.yaml(file, "rack", s -> RackFile.read(s, this));
    }

    private static <K, V> Map<K, V> by(Map<String, V> values, Function<V, K> key) {
      return values.values().stream().collect(Collectors.toMap(key, Function.identity()));
    }

    boolean isNew(BoardSerial serial) {
      return serials.add(serial);
    }

    boolean knows(BoardTypeId type) {
      return folder.has(TYPES + "/" + type + ".yaml");
    }

    /** Those of a family. */
    List<BoardTypeId> typesOf(Family family) {
      return types.values().stream().filter(t -> t.family() == family).map(BoardType::id).toList();
    }

    Optional<BoardType> type(BoardTypeId type) {
      return Optional.ofNullable(types.get(type.value()));
    }

    boolean knows(SuiteId suite) {
      return folder.has(SUITES + "/" + suite + ".yaml");
    }

    boolean knows(RackId rack) {
      return folder.has(RACKS + "/" + rack + ".yaml");
    }

    boolean knows(ScriptId script) {
      return folder.has(SCRIPTS + "/" + script + ".py");
    }
  }
}
