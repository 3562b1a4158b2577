package org.hilfarm.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.hilfarm.server.postgres.DatabaseAwayException;
import org.hilfarm.server.postgres.Happening;
import org.hilfarm.server.postgres.OutdatedException;
import org.hilfarm.server.web.Heard;

/**
 * The numbers of {@code /metrics}. What this orchestrator did is counted as it happens ({@code
 * hil_*_total}: add up those of all orchestrators); how the farm is, every orchestrator reads from
 * the database when it is asked (take one, or the maximum). Labels are bounded: names from the
 * farm's own configuration, racks, and words of a few; never a run, a commit or a person. Any
 * thread may use it.
 */
public final class Metrics implements Heard, AutoCloseable {
  private static final Duration[] STEPS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final FarmGauges farm;

  /** Begins to count. */
  public Metrics(FarmGauges.Source source) {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collections.bindTo(registry);
    this.farm = new FarmGauges(registry, source);
  }

  /** Counts what a committed transaction did. */
  public void happened(Happening happening) {
    switch (happening) {
      case Happening.Submitted s ->
          count("hil.submissions", "Runs accepted", "suite", s.suite().value());
      case Happening.Leased l -> count("hil.leases", "Jobs given to boards");
      case Happening.LeaseExpired e ->
          count("hil.leases.expired", "Agents not heard of in time, with work in their hands");
      case Happening.LeaseUnused u ->
          count(
              "hil.leases.unused", "Jobs that came back without an attempt", "how", u.how().word());
      case Happening.AttemptEnded a ->
          count(
              "hil.attempts",
              "Attempts by who must act",
              "board_type",
              a.type().value(),
              "ending",
              a.ending());
      case Happening.RunEnded r -> ended(r);
      case Happening.CheckTold c ->
          count("hil.github.checks.told", "Requests about checks", "answer", c.answer());
      case Happening.RecoveryEnded r ->
          count("hil.recoveries", "Boards sent up the ladder", "ending", r.ending());
      case Happening.WebhookCame w ->
          count(
              "hil.github.webhooks",
              "Webhooks that came",
              "event",
              w.event(),
              "answer",
              w.answer());
      case Happening.WebhookRead w ->
          count(
              "hil.github.deliveries",
              "Webhooks that were looked at",
              "event",
              w.event(),
              "ending",
              w.ending());
      case Happening.ApprovalAsked a ->
          count("hil.github.approvals", "Approvals asked for", "answer", a.answer());
    }
  }

  private void ended(Happening.RunEnded run) {
    String suite = run.suite().value();
    count("hil.runs", "Runs that have a verdict", "suite", suite, "verdict", run.verdict());
    Timer.builder("hil.run.duration")
        .description("From the submission to the verdict")
        .tags("suite", suite)
        .register(registry)
        .record(run.took());
  }

  private void count(String name, String description, String... labels) {
    Counter.builder(name).description(description).tags(labels).register(registry).increment();
  }

  @Override
  public void answered(String method, String route, int status, Duration took) {
    Timer.builder("hil.http.requests")
        .description("Answers; those of agents that wait for work are long on purpose")
        .tags("method", method, "route", route, "status", Integer.toString(status))
        .serviceLevelObjectives(STEPS)
        .register(registry)
        .record(took);
  }

  /** All numbers as they are now, as Prometheus reads them. */
  public synchronized String read() {
    try {
      farm.look();
    } catch (DatabaseAwayException | OutdatedException e) {
      farm.blind(); // what this process counts is there all the same
    }
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
