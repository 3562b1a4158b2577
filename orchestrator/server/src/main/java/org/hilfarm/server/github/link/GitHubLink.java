package org.hilfarm.server.github.link;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.github.Installation;

/**
 * The farm's line to one GitHub. Its address is fixed by configuration: no payload, and no answer,
 * leads it elsewhere. What GitHub answers is a value, never an exception; no secret is in any text.
 * Any thread may use it. Close it to break off what is under way.
 */
public final class GitHubLink implements AutoCloseable {
  private static final int PAGE = 100;

  private final Transport transport;
  private final Requests requests;
  private final Installations installations;

  /**
   * The address of the API, such as {@code https://api.github.com}, without a slash at its end; of
   * a GitHub Enterprise Server {@code https://HOST/api/v3}.
   */
  public GitHubLink(URI api, AppKey key, InstantSource clock) {
    transport = new Transport(api);
    requests = new Requests(transport, new Limits(clock));
    installations = new Installations(key, requests, clock);
  }

  /** Workflow runs and their artifacts. */
  public Runs runs() {
    return new Runs(this);
  }

  /** Pull requests, and who may do what. */
  public Pulls pulls() {
    return new Pulls(this);
  }

  /** Check runs. */
  public Checks checks() {
    return new Checks(this);
  }

  /** The App's own webhook deliveries. */
  public Hooks hooks() {
    return new Hooks(requests, installations);
  }

  /** Where the App is installed for a repository; not found where it is not. */
  public Answered<Installation> installation(RepositoryName repository, Deadline deadline)
      throws InterruptedException {
    return installations.of(repository, deadline);
  }

  /**
   * A token that may do nothing but read a repository's artifacts, for whoever fetches them. It is
   * good for five minutes at least.
   */
  public Answered<String> artifactsToken(RepositoryName repository, Deadline deadline)
      throws InterruptedException {
    return installations.caller(repository, Use.ARTIFACTS, deadline).map(Requests.Caller::token);
  }

  /** Asks for one thing. */
  <T> Answered<T> get(
      RepositoryName repository, Use use, Query query, Class<T> type, Deadline deadline)
      throws InterruptedException {
    return asked(repository, use, deadline, caller -> requests.get(caller, query, deadline))
        .then(reply -> Requests.read(query, reply, type));
  }

  /** Asks for all pages of a list, up to so many; whatever is missing then is not looked at. */
  <P, T> Answered<List<T>> list(
      RepositoryName repository, Use use, Query query, Pages<P, T> pages, Deadline deadline)
      throws InterruptedException {
    List<T> all = new ArrayList<>();
    for (int page = 1; page <= pages.most(); page++) {
      Query next = query.with("per_page", PAGE).with("page", page);
      Answered<List<T>> got = get(repository, use, next, pages.type(), deadline).map(pages.items());
      Optional<List<T>> items = got.got();
      if (items.isEmpty()) {
        return got;
      }
      all.addAll(items.get());
      if (items.get().size() < PAGE) {
        break;
      }
    }
    return new Answered.Ok<>(List.copyOf(all));
  }

  /** Has something done. */
  <T> Answered<T> write(
      RepositoryName repository, String method, Query query, Write<T> write, Deadline deadline)
      throws InterruptedException {
    return asked(
            repository,
            Use.CHECKS,
            deadline,
            caller -> requests.write(caller, method, query, Optional.of(write.body()), deadline))
        .then(reply -> Requests.read(query, reply, write.type()));
  }

  /** How a page is read, and how many are. */
  record Pages<P, T>(Class<P> type, Function<P, List<T>> items, int most) {}

  /** What is written, and what is answered. */
  record Write<T>(Object body, Class<T> type) {}

  private interface Asking {
    Answered<Reply> by(Requests.Caller caller) throws InterruptedException;
  }

  /** A token that is no longer good, though it should be, is replaced once. */
  private Answered<Reply> asked(
      RepositoryName repository, Use use, Deadline deadline, Asking asking)
      throws InterruptedException {
    Answered<Reply> reply = once(repository, use, deadline, asking);
    if (reply instanceof Answered.Refused<Reply> refused && refused.status() == 401) {
      installations.forget(repository, use);
      return once(repository, use, deadline, asking);
    }
    return reply;
  }

  private Answered<Reply> once(RepositoryName repository, Use use, Deadline deadline, Asking asking)
      throws InterruptedException {
    Answered<Requests.Caller> caller = installations.caller(repository, use, deadline);
    return caller instanceof Answered.Ok<Requests.Caller> ok
        ? asking.by(ok.value())
        : caller.then(never -> new Answered.Unreachable<>("nobody may ask"));
  }

  @Override
  public void close() {
    transport.close();
  }
}
