package org.hilfarm.server.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Which waiting job goes to which free board. A control goes before all else, on its own board
 * only, even where that board shows nothing: its power cycle may bring it back. Then the job whose
 * turn is first, on the board with the fewest faults of its rack lately, and among those the one
 * that was flashed least. A board that had the job before takes it only where no other board that
 * could is at work. A board about which something was decided, such as that it is to be recovered,
 * gets nothing at all.
 */
final class NextRows {
  /** So long a job is kept for a better board that waits at this moment, and no longer. */
  private static final Duration PLACING = Duration.ofSeconds(1);

  private final Handle handle;
  private final LeaseRows.Asking asking;

  NextRows(Handle handle, LeaseRows.Asking asking) {
    this.handle = handle;
    this.asking = asking;
  }

  /** What can be said. */
  sealed interface Choice {
    /** This job for this board; the job's row is held until the transaction ends. */
    record Take(Chosen chosen) implements Choice {}

    /** There is one, and a better board elsewhere waits for it; ask again then. */
    record Later(Duration time) implements Choice {}

    record Nothing() implements Choice {}
  }

  /**
   * A job and its board.
   *
   * @param givesWay a soak's: how many milliseconds its next round lets others go first
   */
  record Chosen(
      JobId job, RunId run, int attempt, String type, BoardSerial board, Optional<Long> givesWay) {}

  private record Free(
      BoardSerial serial,
      Kind kind,
      boolean offline,
      boolean controlled,
      int faults,
      long flashes) {}

  /** What says which jobs a board can take. */
  private record Kind(String type, List<String> abilities) {}

  /** Boards of one kind, the best first. */
  private record Group(Kind kind, List<Free> boards) {}

  /** The first job that a group could take, as far as can be seen without holding it. */
  private record Candidate(Group group, Turn turn, Waiting job) {}

  private record Turn(OffsetDateTime turn, int round, long number, int position)
      implements Comparable<Turn> {
    @Override
    public int compareTo(Turn other) {
      return Comparator.comparing(Turn::turn)
          .thenComparing(Turn::round)
          .thenComparing(Turn::number)
          .thenComparing(Turn::position)
          .compare(this, other);
    }
  }

  private record Waiting(
      List<String> needs, List<String> tried, Optional<String> onlyRack, Duration waited) {}

  Choice choose() {
    return asking.free().size() == 1 ? forOne() : forSome();
  }

  /** A board that asks by itself: what it can do and what there is for it in one question. */
  private Choice forOne() {
    Optional<One> one =
        bound(handle.createQuery(NextSql.FREE_AND_NEXT))
            .bind("silence", asking.silence().toMillis())
            .map((row, context) -> one(row))
            .findOne();
    if (one.filter(o -> o.free().controlled()).isPresent()) {
      return forSome();
    }
    return one.flatMap(One::candidate).map(this::goFor).orElseGet(Choice.Nothing::new);
  }

  private Choice goFor(Candidate candidate) {
    Optional<Duration> kept = keptFor(candidate);
    if (kept.isPresent()) {
      return new Choice.Later(kept.get());
    }
    return take(candidate.group()).<Choice>map(Choice.Take::new).orElseGet(Choice.Nothing::new);
  }

  private record One(Free free, Optional<Candidate> candidate) {}

  private static One one(ResultSet row) throws SQLException {
    Free free = free(row);
    if (row.getString("id") == null) {
      return new One(free, Optional.empty());
    }
    Group group = new Group(free.kind(), List.of(free));
    return new One(free, Optional.of(new Candidate(group, turn(row), waiting(row))));
  }

  private Choice forSome() {
    List<Free> free = free();
    Optional<Chosen> control = control(free.stream().filter(Free::controlled).toList());
    if (control.isPresent()) {
      return new Choice.Take(control.get());
    }
    Optional<Duration> later = Optional.empty();
    for (Candidate candidate : candidates(groups(free))) {
      Optional<Duration> kept = keptFor(candidate);
      Optional<Chosen> taken = kept.isPresent() ? Optional.empty() : take(candidate.group());
      if (taken.isPresent()) {
        return new Choice.Take(taken.get());
      }
      later = later.isPresent() ? later : kept;
    }
    return later.isPresent() ? new Choice.Later(later.get()) : new Choice.Nothing();
  }

  private List<Free> free() {
    return bound(handle.createQuery(NextSql.FREE)).map((row, context) -> free(row)).list();
  }

  private Query bound(Query query) {
    return query
        .bind("rack", asking.rack().value())
        .bind("free", asking.free().stream().map(BoardSerial::value).toArray(String[]::new));
  }

  private static Free free(ResultSet row) throws SQLException {
    return new Free(
        new BoardSerial(row.getString("serial")),
        new Kind(Objects.requireNonNull(row.getString("board_type")), texts(row, "abilities")),
        row.getBoolean("offline"),
        row.getBoolean("controlled"),
        row.getInt("faults"),
        row.getLong("flashes"));
  }

  private Optional<Chosen> control(List<Free> controlled) {
    if (controlled.isEmpty()) {
      return Optional.empty();
    }
    return handle
        .createQuery(NextSql.CONTROL)
        .bind("rack", asking.rack().value())
        .bind("serials", controlled.stream().map(f -> f.serial().value()).toArray(String[]::new))
        .map((row, context) -> chosen(row, new BoardSerial(row.getString("serial"))))
        .findOne();
  }

  private static List<Group> groups(List<Free> free) {
    Map<Kind, List<Free>> kinds = new LinkedHashMap<>();
    free.stream()
        .filter(f -> !f.offline() && !f.controlled())
        .forEach(f -> kinds.computeIfAbsent(f.kind(), k -> new ArrayList<>()).add(f));
    return kinds.entrySet().stream().map(e -> new Group(e.getKey(), e.getValue())).toList();
  }

  private List<Candidate> candidates(List<Group> groups) {
    return groups.stream()
        .flatMap(group -> candidate(group).stream())
        .sorted(Comparator.comparing(Candidate::turn))
        .toList();
  }

  private Optional<Candidate> candidate(Group group) {
    return query(NextSql.NEXT, group)
        .map((row, context) -> new Candidate(group, turn(row), waiting(row)))
        .findOne();
  }

  private Optional<Chosen> take(Group group) {
    return query(NextSql.TAKE, group)
        .map((row, context) -> chosen(row, best(group, texts(row, "tried")).serial()))
        .findOne();
  }

  private Query query(String sql, Group group) {
    return handle
        .createQuery(sql)
        .bind("type", group.kind().type())
        .bind("abilities", group.kind().abilities().toArray(String[]::new))
        .bind("rack", asking.rack().value())
        .bind("places", places(group))
        .bind("silence", asking.silence().toMillis());
  }

  private String[] places(Group group) {
    return group.boards().stream().map(this::place).toArray(String[]::new);
  }

  private String place(Free board) {
    return asking.rack() + "/" + board.serial();
  }

  /** The best that has not had the job, or the best of all. */
  private Free best(Group group, List<String> tried) {
    return group.boards().stream()
        .filter(b -> !tried.contains(place(b)))
        .findFirst()
        .orElse(group.boards().getFirst());
  }

  /**
   * How long a job is still kept for better boards; empty where it goes to this one now, also since
   * there is work for the better ones besides.
   */
  private Optional<Duration> keptFor(Candidate candidate) {
    Duration left = PLACING.minus(candidate.job().waited());
    if (!left.isPositive()) {
      return Optional.empty();
    }
    int better = better(candidate);
    boolean kept = better > 0 && howMany(candidate.group(), better + 1) <= better;
    return kept ? Optional.of(left) : Optional.empty();
  }

  private int better(Candidate candidate) {
    Waiting job = candidate.job();
    Free mine = best(candidate.group(), job.tried());
    return handle
        .createQuery(NextSql.BETTER)
        .bind("type", candidate.group().kind().type())
        .bind("needs", job.needs().toArray(String[]::new))
        .bind("only", job.onlyRack().orElse(null))
        .bind("silence", asking.silence().toMillis())
        .bind("mine", places(candidate.group()))
        .bind("tried", job.tried().toArray(String[]::new))
        .bind("faults", mine.faults())
        .bind("flashes", mine.flashes())
        .mapTo(Integer.class)
        .one();
  }

  private int howMany(Group group, int limit) {
    return query(NextSql.HOW_MANY, group).bind("limit", limit).mapTo(Integer.class).one();
  }

  private static Chosen chosen(ResultSet row, BoardSerial board) throws SQLException {
    return new Chosen(
        new JobId(row.getString("id")),
        new RunId(row.getString("run")),
        row.getInt("attempts") + 1,
        Objects.requireNonNull(row.getString("board_type")),
        board,
        Optional.of(row.getLong("gives_way_ms")).filter(millis -> millis > 0));
  }

  private static Turn turn(ResultSet row) throws SQLException {
    return new Turn(
        row.getObject("turn", OffsetDateTime.class),
        row.getInt("round"),
        row.getLong("number"),
        row.getInt("position"));
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    return new Waiting(
        texts(row, "needs"),
        texts(row, "tried"),
        Optional.ofNullable(row.getString("only_rack")),
        Duration.ofMillis((long) row.getDouble("waited")));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }
}
