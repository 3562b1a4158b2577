package org.hilfarm.server.github.check;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hilfarm.server.github.gate.GateHead;
import org.hilfarm.server.github.link.Answered;
import org.hilfarm.server.github.link.Checks;
import org.hilfarm.server.github.link.RepositoryName;
import org.hilfarm.time.Deadline;
import org.hilfarm.wire.github.CheckRun;
import org.hilfarm.wire.github.CheckRunWrite;

/** The farm's line to GitHub, as the outbox asks it. */
public final class LinkDoor implements CheckDoor {
  private static final int FIRST_LINE = 1;

  private final Checks checks;
  private final InstantSource clock;

  public LinkDoor(Checks checks, InstantSource clock) {
    this.checks = checks;
    this.clock = clock;
  }

  private interface Asking<T> {
    Answered<T> of(RepositoryName repository) throws InterruptedException;
  }

  @Override
  public Said<List<Seen>> find(GateHead head, String name, Deadline deadline)
      throws InterruptedException {
    return ask(
        head,
        repository -> checks.ofCommit(repository, head.sha(), Optional.of(name), deadline),
        all -> all.stream().map(LinkDoor::seen).toList());
  }

  @Override
  public Said<Long> create(GateHead head, CheckRequest request, Deadline deadline)
      throws InterruptedException {
    CheckRunWrite write = write(request, Optional.of(head.sha()));
    return ask(head, repository -> checks.create(repository, write, deadline), CheckRun::id);
  }

  @Override
  public Said<Long> update(GateHead head, long checkRun, CheckRequest request, Deadline deadline)
      throws InterruptedException {
    CheckRunWrite write = write(request, Optional.empty());
    return ask(
        head, repository -> checks.update(repository, checkRun, write, deadline), CheckRun::id);
  }

  private <R, T> Said<T> ask(GateHead head, Asking<R> asking, Function<R, T> making)
      throws InterruptedException {
    Optional<RepositoryName> repository = RepositoryName.of(head.repository());
    if (repository.isEmpty()) {
      return new Said.Refused<>("no repository is called so");
    }
    return switch (asking.of(repository.get())) {
      case Answered.Ok<R> ok -> new Said.Done<>(making.apply(ok.value()));
      case Answered.NotFound<R> missing -> new Said.Unknown<>();
      case Answered.Refused<R> refused -> new Said.Refused<>(refused.why());
      case Answered.Limited<R> limited -> {
        Duration rest = Duration.between(clock.instant(), limited.until());
        yield new Said.Later<>(
            Optional.of(rest.isNegative() ? Duration.ZERO : rest), true, limited.why());
      }
      case Answered.Unreachable<R> nobody ->
          new Said.Later<>(Optional.empty(), false, nobody.why());
    };
  }

  private static Seen seen(CheckRun run) {
    return new Seen(
        run.id(),
        run.externalId().orElse(""),
        run.conclusion().isPresent(),
        run.output().annotations());
  }

  private static CheckRunWrite write(CheckRequest request, Optional<String> sha) {
    return new CheckRunWrite(
        request.name(),
        sha,
        request.status(),
        request.conclusion(),
        Optional.of(request.details()),
        Optional.of(request.externalId()),
        Optional.of(request.started()),
        request.completed(),
        Optional.of(
            new CheckRunWrite.Output(
                request.title(),
                request.summary(),
                Optional.of(request.text()).filter(t -> !t.isEmpty()),
                request.annotations().stream().map(LinkDoor::annotation).toList())),
        request.buttons().stream()
            .map(b -> new CheckRunWrite.Action(b.label(), b.description(), b.identifier()))
            .toList());
  }

  private static CheckRunWrite.Annotation annotation(CheckRequest.Annotation said) {
    return new CheckRunWrite.Annotation(
        said.path(),
        FIRST_LINE,
        FIRST_LINE,
        said.level(),
        said.message(),
        Optional.of(said.title()));
  }
}
