package org.hilfarm.server.runapi;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Messages;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.server.web.Routes;
import org.hilfarm.server.web.Submitter;
import org.hilfarm.wire.runapi.PullWish;
import org.hilfarm.wire.runapi.Pulled;

/**
 * For who waits for the build of a workflow's run, which the farm has heard of from GitHub and
 * fetches itself. Nobody who asks here decides anything: whose build it is, what is tested and who
 * must approve is what the farm found out by itself. Asked again until there is a run.
 */
public final class PullApi implements Routes {
  private static final int SMALL = 4 << 10;

  private final Access access;
  private final Database database;

  public PullApi(Access access, Database database) {
    this.access = access;
    this.database = database;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/runs/pull", this::pull);
  }

  private void pull(Context context) {
    Submitter submitter = access.submitter(context);
    PullWish wish = Messages.read(context, PullWish.class, SMALL);
    submitter
        .ticket()
        .filter(t -> t.bearer().repositoryId() != wish.repositoryId())
        .ifPresent(
            t -> {
              throw new RefusedException(
                  403,
                  "this run ticket of %s asks for no build of another repository (number %d)"
                      .formatted(t.bearer().repository(), wish.repositoryId()));
            });
    Messages.write(context, 202, database.inTransaction(tx -> pulled(tx, submitter, wish)));
  }

  private static Pulled pulled(Tx tx, Submitter submitter, PullWish wish) {
    if (tx.repositories().find(wish.repositoryId()).isEmpty()) {
      throw new RefusedException(
          404,
          "this farm does not know the repository number %d: its GitHub App is not installed there, or board-configs/github.yaml does not list it. Without an App, send the files (mode push)"
              .formatted(wish.repositoryId()));
    }
    Optional<GateRow> gate =
        tx.builds().commit(wish.repositoryId(), wish.workflowRun()).flatMap(tx.gates()::find);
    return gate.map(g -> at(tx, g, submitter))
        .orElseGet(
            () ->
                waits(
                    "the farm has not heard of workflow run %d yet".formatted(wish.workflowRun())));
  }

  private static Pulled at(Tx tx, GateRow gate, Submitter submitter) {
    return switch (gate.state()) {
      case BUILDING, DUE -> waits(gate.reason());
      case UNAPPROVED -> waits("somebody must approve it first: " + gate.reason());
      case RUN -> of(tx, gate.run().orElseThrow(), submitter);
      case SKIPPED -> throw new RefusedException(422, gate.reason());
      case CANCELLED, FAILED, TIMED_OUT -> throw new RefusedException(409, gate.reason());
    };
  }

  private static Pulled waits(String why) {
    return new Pulled(Optional.empty(), 0, why);
  }

  private static Pulled of(Tx tx, RunId run, Submitter submitter) {
    submitter.ticket().ifPresent(t -> tx.tickets().spend(t.digest(), run));
    RunRow row = tx.runs().find(run).orElseThrow();
    return new Pulled(Optional.of(run), row.plan().jobs().size(), "");
  }
}
