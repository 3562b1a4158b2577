package org.hilfarm.server.github.link;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.github.Installation;
import org.hilfarm.wire.github.InstallationToken;

/**
 * Tokens to act for the installation that a repository belongs to, each for one repository and one
 * use, kept until five minutes before they end. At most 500 are kept. Any thread may use it.
 */
final class Installations {
  private static final Duration EARLY = Duration.ofMinutes(5);
  private static final int MOST = 500;

  private final AppKey key;
  private final Requests requests;
  private final InstantSource clock;
  private final Map<RepositoryName, Installation> installed = new ConcurrentHashMap<>();
  private final Map<Purpose, Held> tokens = new ConcurrentHashMap<>();

  private record Purpose(RepositoryName repository, Use use) {}

  private record Held(Requests.Caller caller, Instant ends) {}

  Installations(AppKey key, Requests requests, InstantSource clock) {
    this.key = key;
    this.requests = requests;
    this.clock = clock;
  }

  /** The app itself. */
  Requests.Caller app() {
    return new Requests.Caller("the app", key.token(clock.instant()));
  }

  /** Where the app is installed for a repository, asked each time. */
  Answered<Installation> of(RepositoryName repository, Deadline deadline)
      throws InterruptedException {
    Query query = Query.of(repository, "/installation");
    Answered<Installation> found =
        requests
            .get(app(), query, deadline)
            .then(reply -> Requests.read(query, reply, Installation.class));
    found.got().ifPresentOrElse(i -> keep(repository, i), () -> installed.remove(repository));
    return found;
  }

  private void keep(RepositoryName repository, Installation installation) {
    if (installed.size() >= MOST) {
      installed.clear();
    }
    installed.put(repository, installation);
  }

  /** Somebody who may do this there; from what is kept, where it is still good. */
  Answered<Requests.Caller> caller(RepositoryName repository, Use use, Deadline deadline)
      throws InterruptedException {
    Held held = tokens.get(new Purpose(repository, use));
    if (held != null && clock.instant().isBefore(held.ends().minus(EARLY))) {
      return new Answered.Ok<>(held.caller());
    }
    Optional<Installation> known = Optional.ofNullable(installed.get(repository));
    Answered<Installation> installation =
        known.isPresent() ? new Answered.Ok<>(known.get()) : of(repository, deadline);
    return switch (installation) {
      case Answered.Ok<Installation> ok -> token(ok.value(), repository, use, deadline);
      case Answered.NotFound<Installation> missing -> new Answered.NotFound<>(missing.why());
      case Answered.Limited<Installation> limited ->
          new Answered.Limited<>(limited.until(), limited.why());
      case Answered.Refused<Installation> refused ->
          new Answered.Refused<>(refused.status(), refused.why());
      case Answered.Unreachable<Installation> nobody -> new Answered.Unreachable<>(nobody.why());
    };
  }

  private Answered<Requests.Caller> token(
      Installation installation, RepositoryName repository, Use use, Deadline deadline)
      throws InterruptedException {
    if (installation.suspended().isPresent()) {
      installed.remove(repository);
      return new Answered.Refused<>(
          403, "%s: the farm's GitHub App is suspended there".formatted(repository));
    }
    Query query = Query.of("/app/installations/{}/access_tokens", installation.id());
    InstallationToken.Request narrowed =
        new InstallationToken.Request(List.of(repository.name()), use.permissions());
    Answered<Requests.Caller> made =
        requests
            .write(app(), "POST", query, Optional.of(narrowed), deadline)
            .then(reply -> Requests.read(query, reply, InstallationToken.class))
            .map(token -> keep(installation, new Purpose(repository, use), token));
    return made.got().isPresent() ? made : forgotten(made, repository, use);
  }

  private Requests.Caller keep(
      Installation installation, Purpose purpose, InstallationToken token) {
    if (tokens.size() >= MOST) {
      tokens.clear();
    }
    Requests.Caller caller =
        new Requests.Caller("installation " + installation.id(), token.token());
    tokens.put(purpose, new Held(caller, token.expires()));
    return caller;
  }

  /** The installation may be another by now; a permission that is missing is said. */
  private Answered<Requests.Caller> forgotten(
      Answered<Requests.Caller> refused, RepositoryName repository, Use use) {
    installed.remove(repository);
    if (refused instanceof Answered.Refused<Requests.Caller> no && no.status() == 422) {
      return new Answered.Refused<>(
          422,
          "%s; the farm's GitHub App needs %s in %s: grant it in the App's settings, and accept it"
                  .formatted(no.why(), use.permissions(), repository)
              + " where it is installed");
    }
    return refused;
  }

  /** This token was not taken: the next is a new one. */
  void forget(RepositoryName repository, Use use) {
    tokens.remove(new Purpose(repository, use));
    installed.remove(repository);
  }
}
