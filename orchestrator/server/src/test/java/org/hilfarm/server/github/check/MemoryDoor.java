package org.hilfarm.server.github.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hilfarm.server.github.gate.GateHead;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Ticker;
import org.jspecify.annotations.Nullable;

/** Check runs in memory, behind answers that fail when a test says so. */
final class MemoryDoor implements CheckDoor {
  private final List<Made> made = new ArrayList<>();
  private final List<Integer> remarks = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private int storm;
  private int stormed;
  private int lost;
  private long changed = Ticker.system().nanos();
  private @Nullable Said<?> answer;

  /** A check run as it was said last. */
  record Made(long id, CheckRequest request, int annotations) {}

  /** So many calls in vain from now on. */
  synchronized void storm(int calls) {
    storm = calls;
    if (calls == 0) {
      answer = null;
    }
  }

  /** All calls are answered so, until the storm is over. */
  synchronized void answer(Said<?> said) {
    answer = said;
    storm = Integer.MAX_VALUE;
  }

  /** So many calls do what they are to, and their answers are lost. */
  synchronized void loseAnswers(int calls) {
    lost = calls;
  }

  synchronized int stormed() {
    return stormed;
  }

  /** How many annotations came with each request. */
  synchronized List<Integer> remarks() {
    return List.copyOf(remarks);
  }

  /** When each was told, in nanoseconds. */
  synchronized List<Long> times() {
    return List.copyOf(times);
  }

  synchronized List<Made> all() {
    return List.copyOf(made);
  }

  @SuppressWarnings("unchecked") // an answer without a value fits all
  private <T> Optional<Said<T>> inVain() {
    if (storm <= 0) {
      return Optional.empty();
    }
    storm--;
    stormed++;
    notifyAll();
    return Optional.of(
        answer != null
            ? (Said<T>) answer
            : new Said.Later<>(Optional.of(Duration.ofMillis(1)), stormed % 2 == 0, "storm"));
  }

  private <T> Said<T> answered(T what) {
    changed = Ticker.system().nanos();
    times.add(changed);
    notifyAll();
    if (lost > 0) {
      lost--;
      return new Said.Later<>(Optional.empty(), false, "the answer was lost");
    }
    return new Said.Done<>(what);
  }

  @Override
  public synchronized Said<List<Seen>> find(GateHead head, String name, Deadline deadline) {
    Optional<Said<List<Seen>>> vain = inVain();
    return vain.orElseGet(
        () ->
            new Said.Done<>(
                made.stream()
                    .filter(m -> m.request().name().equals(name))
                    .map(
                        m ->
                            new Seen(
                                m.id(),
                                m.request().externalId(),
                                m.request().conclusion().isPresent(),
                                m.annotations()))
                    .toList()));
  }

  @Override
  public synchronized Said<Long> create(GateHead head, CheckRequest request, Deadline deadline) {
    Optional<Said<Long>> vain = inVain();
    if (vain.isPresent()) {
      return vain.get();
    }
    remarks.add(request.annotations().size());
    made.add(new Made(made.size() + 1L, request, request.annotations().size()));
    return answered((long) made.size());
  }

  @Override
  public synchronized Said<Long> update(
      GateHead head, long checkRun, CheckRequest request, Deadline deadline) {
    Optional<Said<Long>> vain = inVain();
    if (vain.isPresent()) {
      return vain.get();
    }
    remarks.add(request.annotations().size());
    Made before = made.get((int) checkRun - 1);
    if (before.request().conclusion().isPresent() && request.conclusion().isEmpty()) {
      throw new AssertionError("a check run that had concluded was opened again");
    }
    made.set(
        (int) checkRun - 1,
        new Made(checkRun, request, before.annotations() + request.annotations().size()));
    return answered(checkRun);
  }

  /** The first such check run; fails where none comes. */
  synchronized Made awaits(Predicate<Made> wanted) throws InterruptedException {
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    while (made.stream().noneMatch(wanted)) {
      if (deadline.passed()) {
        throw new AssertionError("no such check run within 30 s, but " + made);
      }
      wait(Math.max(1, deadline.leftMillis()));
    }
    return made.stream().filter(wanted).findFirst().orElseThrow();
  }

  synchronized void awaitsStorm(int calls) throws InterruptedException {
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    while (stormed < calls) {
      if (deadline.passed()) {
        throw new AssertionError("only %d calls within 30 s".formatted(stormed));
      }
      wait(Math.max(1, deadline.leftMillis()));
    }
  }

  /** Until nothing was told for so long. */
  synchronized void awaitsQuiet(Duration quiet) throws InterruptedException {
    Deadline deadline = Deadline.after(Duration.ofSeconds(30));
    while (Ticker.system().nanos() - changed < quiet.toNanos()) {
      if (deadline.passed()) {
        throw new AssertionError("something is told all the time");
      }
      wait(quiet.toMillis());
    }
  }
}
