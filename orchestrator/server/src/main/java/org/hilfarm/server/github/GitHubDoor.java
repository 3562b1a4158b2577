package org.hilfarm.server.github;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.hilfarm.server.github.event.DeliveryTrade;
import org.hilfarm.server.github.event.Reactions;
import org.hilfarm.server.github.event.Worker;
import org.hilfarm.server.github.hook.DeliveriesApi;
import org.hilfarm.server.github.hook.HookApi;
import org.hilfarm.server.github.policy.Policy;
import org.hilfarm.server.github.pull.Effects;
import org.hilfarm.server.github.pull.Making;
import org.hilfarm.server.github.pull.Reconciler;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.plan.TrustedData;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.DeliveryRows;
import org.hilfarm.server.postgres.GateRows;
import org.hilfarm.server.postgres.Happening;
import org.hilfarm.server.source.Sources;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Routes;

/**
 * Hears what GitHub tells, and makes runs of it: webhooks are kept, read, and reacted to; builds
 * are fetched. Closing it gives back what is under way.
 */
public final class GitHubDoor implements AutoCloseable {
  private final List<Routes> routes;
  private final Reconciler reconciler;
  private final Sources sources;
  private final Worker<DeliveryRows.Claimed> reader;
  private final Worker<GateRows.Claimed> maker;

  /**
   * What it works with.
   *
   * @param counted told of each webhook that is refused
   * @param bell rings when there is something to read or to make
   * @param folder for builds while they are fetched
   */
  public record Parts(
      Database database,
      Access access,
      Consumer<Happening> counted,
      Bell bell,
      Submissions submissions,
      TrustedData trusted,
      Patience patience,
      Path folder) {}

  /** Begins to read what was kept. */
  public GitHubDoor(Parts parts, GitHubSettings settings) {
    Database database = parts.database();
    Reactions reactions = new Reactions(settings.rules(), settings.appId());
    Effects effects =
        new Effects(settings.gitHub(), new Policy(settings.rules()), parts.patience());
    this.routes =
        List.of(
            new HookApi(
                new HookApi.Parts(settings.secrets(), settings.appId(), database, parts.counted())),
            new DeliveriesApi(parts.access(), database));
    this.reconciler =
        new Reconciler(
            new Reconciler.Parts(
                database, settings.gitHub(), reactions, effects, InstantSource.system()));
    this.sources = new Sources(parts.folder(), parts.trusted().types());
    Making making =
        new Making(
            new Making.Parts(
                database,
                parts.submissions(),
                sources,
                settings.gitHub(),
                settings.rules(),
                settings.api(),
                settings.storage()));
    this.reader =
        new Worker<>(
            "github-deliveries", new DeliveryTrade(database, reactions, effects), parts.bell());
    this.maker = new Worker<>("github-builds", making, parts.bell());
  }

  public List<Routes> routes() {
    return routes;
  }

  /** Asks for what was missed; to be run by the clock. */
  public Runnable reconciler() {
    return reconciler;
  }

  @Override
  public void close() {
    reader.close();
    maker.close();
    sources.close();
  }
}
