package org.hilfarm.server.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.server.postgres.Census;

/** How the farm is: rows that come and go with what there is. One thread at a time looks. */
public final class FarmGauges {
  private static final double MILLIS = 1000;

  private final MeterRegistry registry;
  private final Source source;
  private final Map<String, MultiGauge> gauges = new TreeMap<>();
  private volatile boolean up;

  /** Where it looks; throws where the database is away. */
  public interface Source {
    Census census();

    /** All boards as they are now. */
    List<BoardStatus> boards();
  }

  /** A number under its labels. */
  private record Row(Tags labels, double number) {}

  FarmGauges(MeterRegistry registry, Source source) {
    this.registry = registry;
    this.source = source;
    Gauge.builder("hil.database.up", this, f -> f.up ? 1 : 0)
        .description("Whether the database answered just now")
        .register(registry);
  }

  /** Reads everything anew. */
  void look() {
    Census census = source.census();
    Stream<BoardStatus> boards = source.boards().stream();
    up = true;
    show("hil.jobs", "Jobs that are not done", census.jobs().stream().map(FarmGauges::jobs));
    show(
        "hil.job.oldest.wait.seconds",
        "How long the job has waited that waits longest",
        census.jobs().stream().filter(j -> j.state().equals("waiting")).map(FarmGauges::wait));
    show("hil.boards", "Boards by state", boards(boards));
    show(
        "hil.rack.silence.seconds",
        "Since the rack was heard of",
        census.racks().stream()
            .map(r -> new Row(Tags.of("rack", r.rack().value()), seconds(r.silent()))));
    show(
        "hil.rack.drained",
        "Whether the rack is given nothing more",
        census.racks().stream()
            .map(r -> new Row(Tags.of("rack", r.rack().value()), r.drains() ? 1 : 0)));
    show(
        "hil.runs.open",
        "Runs without a verdict",
        census.runs().stream().map(r -> new Row(Tags.of("suite", r.suite().value()), r.count())));
    show(
        "hil.schedule.last.fire.timestamp.seconds",
        "When a schedule was due last and made a run",
        census.fires().stream()
            .map(
                f -> new Row(Tags.of("schedule", f.schedule().value()), f.due().getEpochSecond())));
    show(
        "hil.github.checks",
        "Checks at GitHub that have not concluded there",
        census.checks().stream().map(c -> new Row(Tags.of("state", c.state()), c.count())));
    show(
        "hil.github.check.oldest.wait.seconds",
        "How long GitHub has not taken what a check is to say",
        census.checks().stream()
            .filter(c -> c.state().equals("waiting") || c.state().equals("error"))
            .map(c -> new Row(Tags.of("state", c.state()), seconds(c.oldest()))));
    show(
        "hil.github.deliveries.open",
        "Webhooks of GitHub's that wait, and that were put aside",
        census.deliveries().stream().map(d -> new Row(Tags.of("state", d.state()), d.count())));
    show("hil.reports.due", "Finished runs without a report", one((double) census.reportsDue()));
    show("hil.database.bytes", "The size of the database", one((double) census.bytes()));
  }

  /** Nothing is known of the farm: old numbers would look like new ones. */
  void blind() {
    up = false;
    gauges.values().forEach(g -> g.register(List.of(), true));
  }

  private void show(String name, String description, Stream<Row> rows) {
    gauges
        .computeIfAbsent(
            name, n -> MultiGauge.builder(n).description(description).register(registry))
        .register(
            rows.<MultiGauge.Row<?>>map(r -> MultiGauge.Row.of(r.labels(), r.number())).toList(),
            true);
  }

  private static Stream<Row> one(double number) {
    return Stream.of(new Row(Tags.empty(), number));
  }

  private static Row jobs(Census.Jobs jobs) {
    return new Row(labels(jobs).and("state", jobs.state()), jobs.count());
  }

  private static Row wait(Census.Jobs jobs) {
    return new Row(labels(jobs), seconds(jobs.oldest()));
  }

  private static Tags labels(Census.Jobs jobs) {
    return Tags.of(
        "board_type", jobs.type().value(), "emulated", Boolean.toString(jobs.emulated()));
  }

  private static Stream<Row> boards(Stream<BoardStatus> boards) {
    return boards
        .collect(Collectors.groupingBy(FarmGauges::labels, Collectors.counting()))
        .entrySet()
        .stream()
        .map(e -> new Row(e.getKey(), e.getValue()));
  }

  private static Tags labels(BoardStatus board) {
    return Tags.of(
        "rack", board.rack().value(),
        "board_type", board.boardType().value(),
        "state", board.state().name().toLowerCase(Locale.ROOT));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
  }
}
