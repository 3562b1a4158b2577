package org.hilfarm.farm.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.ScriptId;

/**
 * Does the work with another and tells a stopwatch what its report holds. Any thread may use it.
 *
 * @param inner does the work
 * @param stopwatch is told
 */
record WatchedRunner(JobRunner inner, Stopwatch stopwatch) implements JobRunner {
  @Override
  public Done run(Work work, Consumer<Progress> progress, BooleanSupplier unwanted)
      throws InterruptedException {
    Done done = inner.run(work, progress, unwanted);
    firstByte(done).ifPresent(stopwatch::firstByte);
    Map<ScriptId, Stopwatch.Kind> kinds = new HashMap<>();
    work.offer().scripts().forEach(s -> kinds.put(s.id(), Stopwatch.Kind.of(s)));
    for (ScriptReport script : done.report().scripts()) {
      stopwatch.script(kinds.getOrDefault(script.script(), Stopwatch.Kind.REPL), script);
    }
    return done;
  }

  /** The console's transcript marks what the farm sends with ">", after the time. */
  private static Optional<Instant> firstByte(Done done) {
    return done.report().attachments().stream()
        .filter(a -> a.name().equals("console"))
        .map(a -> new String(done.attachments().get(a.digest()), StandardCharsets.UTF_8))
        .flatMap(String::lines)
        .map(line -> line.split(" ", 3))
        .filter(words -> words.length == 3 && words[1].equals(">"))
        .map(words -> Instant.parse(words[0]))
        .findFirst();
  }
}
