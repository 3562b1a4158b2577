package org.hilfarm.farm.chaos.strike;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.farm.chaos.plan.Handed;
import org.hilfarm.farm.chaos.plan.RoundPlan;
import org.hilfarm.farm.chaos.stage.Stage;
import org.hilfarm.farm.client.BadBuildException;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;

/**
 * Hands in a round's builds, each at its time, to whichever orchestrator answers; one that was not
 * answered is handed in again. One thread of its own.
 */
public final class Submitter implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(90);
  private static final Duration REST = Duration.ofMillis(300);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Stage stage;
  private final List<Handed> ahead;
  private final ConcurrentLinkedQueue<String> accepted = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private final Thread thread;

  private Submitter(Stage stage, List<Handed> ahead) {
    this.stage = stage;
    this.ahead = List.copyOf(ahead);
    this.thread = Thread.ofPlatform().name("chaos-submitter").unstarted(this::run);
  }

  /** Makes all builds, hands in the baseline, and begins with the others. */
  public static Submitter start(Stage stage, RoundPlan plan)
      throws IOException, InterruptedException {
    for (Handed each : plan.handed()) {
      write(stage, each);
    }
    Submitter submitter =
        new Submitter(stage, plan.handed().stream().filter(h -> !h.baseline()).toList());
    for (Handed each : plan.handed()) {
      if (each.baseline()) {
        submitter.handIn(each);
      }
    }
    submitter.thread.start();
    return submitter;
  }

  private static Path folder(Stage stage, Handed build) {
    return stage.folder().resolve("builds").resolve(build.name().replace(' ', '-'));
  }

  private static void write(Stage stage, Handed build) throws IOException {
    DemonstrationBuilds.write(
        Files.createDirectories(folder(stage, build)),
        build.boards().stream().map(t -> stage.configs().type(new BoardTypeId(t))).toList(),
        "10.1.0",
        build.good() ? Variant.GOOD : Variant.REGRESSED,
        build.imageSeed());
  }

  private void run() {
    List<Deadline> times = new ArrayList<>();
    ahead.forEach(h -> times.add(Deadline.after(Duration.ofMillis(h.atMillis()))));
    try {
      for (int i = 0; i < ahead.size(); i++) {
        Pause.until(times.get(i));
        handIn(ahead.get(i));
      }
      ended.complete(true);
    } catch (IOException | InterruptedException | RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  private void handIn(Handed build) throws IOException, InterruptedException {
    Deadline deadline = Deadline.after(WITHIN);
    String last = "";
    while (!deadline.passed()) {
      for (URI each : stage.addresses()) {
        try {
          accepted.add(handIn(build, each));
          return;
        } catch (UnreachableException | RefusedException e) {
          last = String.valueOf(e.getMessage());
        }
      }
      Pause.until(deadline.within(REST));
    }
    throw new IOException(
        "nobody took build \"%s\" within %d s: %s"
            .formatted(build.name(), WITHIN.toSeconds(), last));
  }

  private String handIn(Handed build, URI orchestrator)
      throws IOException, RefusedException, InterruptedException {
    BearerToken token = BearerToken.read(stage.token(build.baseline() ? "baseline" : "submit"));
    try (HttpLink link = new HttpLink(orchestrator, Optional.of(token), "chaos")) {
      RunClient.Submission submission =
          new RunClient.Submission(
              build.name(),
              BuildFiles.in(List.of(folder(stage, build))),
              stage.suite(),
              build.boards(),
              build.baseline(),
              "");
      return new RunClient(link).submit(submission).run().value();
    } catch (BadBuildException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Waits until all are handed in; the runs that were accepted. */
  public List<String> await() throws IOException, InterruptedException {
    try {
      boolean unused = ended.get();
      return List.copyOf(accepted);
    } catch (ExecutionException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(CLOSING)) {
        throw new IllegalStateException(thread.getName() + " did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
