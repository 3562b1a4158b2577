package org.hilfarm.farm.demo;

import java.io.IOException;
import java.time.Duration;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.Rack;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.jspecify.annotations.Nullable;

/** Waits for a rack's boards: a plan covers the boards that are there, so all of them should be. */
public final class BoardsReady {
  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(100);

  private BoardsReady() {}

  /** An orchestrator that has just started on a busy machine may need a while for an answer. */
  private static long ready(RunClient client, Deadline deadline)
      throws IOException, RefusedException, InterruptedException {
    try {
      return client.boards().stream().filter(b -> b.state() == BoardState.READY).count();
    } catch (UnreachableException e) {
      if (deadline.passed()) {
        throw e;
      }
      return 0;
    }
  }

  /** Returns once every board of the rack is ready. */
  public static void await(RunClient client, @Nullable Rack rack)
      throws IOException, RefusedException, InterruptedException {
    Deadline deadline = Deadline.after(WITHIN);
    int expected = rack == null ? 0 : rack.slots().size();
    while (true) {
      long ready = ready(client, deadline);
      if (ready >= expected) {
        return;
      }
      if (deadline.passed()) {
        throw new IOException(
            "waited %d s for %d virtual boards; %d are ready"
                .formatted(WITHIN.toSeconds(), expected, ready));
      }
      Pause.until(deadline.within(LOOK));
    }
  }
}
