package org.hilfarm.server.github.check;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hilfarm.server.github.check.CheckDoor.Said;
import org.hilfarm.server.github.check.CheckDoor.Seen;
import org.hilfarm.server.postgres.CheckOutboxRows.Taken;
import org.hilfarm.server.postgres.CheckRow;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.Happening;
import org.hilfarm.time.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn with one check: it is told to GitHub, or it is noted why not. Before a check run is made
 * it is looked for, since an answer may have been lost; a conclusion goes to every check run that
 * is known to be the same, so that none can be left saying something else.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final Database database;
  private final CheckDoor door;
  private final Pace pace;
  private final CheckRow row;
  private final Deadline deadline;

  Delivery(Database database, CheckDoor door, Pace pace, CheckRow row) {
    this.database = database;
    this.door = door;
    this.pace = pace;
    this.row = row;
    this.deadline = Deadline.after(pace.turn());
  }

  /** Tells what is news. */
  void tell(CheckText text) throws InterruptedException {
    if (isOpenAgain(text)) {
      database.useTransaction(tx -> tx.checkOutbox().another(row));
      return;
    }
    Optional<Duration> rest = rest(text);
    if (rest.isPresent()) {
      database.useTransaction(tx -> tx.checkOutbox().rests(row, rest.filter(r -> !r.isZero())));
      return;
    }
    boolean look = row.sent().checkRun().isEmpty() || text.conclusion().isPresent();
    if (!look) {
      sent(update(text, row.sent().checkRun().get(), row.sent().annotated()), text, List.of());
      return;
    }
    Said<List<Seen>> found = door.find(row.head(), row.name(), deadline);
    switch (found) {
      case Said.Done<List<Seen>> done -> tell(text, ours(done.what()));
      case Said.Unknown<List<Seen>> u -> inVain("unknown", unknown(), Optional.empty());
      case Said.Later<List<Seen>> later -> later(later.rest(), later.all(), later.why());
      case Said.Refused<List<Seen>> refused ->
          inVain("refused", refused.why(), Optional.of(pace.longestRest()));
    }
  }

  private String unknown() {
    return "GitHub knows no commit %s in %s".formatted(row.head().sha(), row.head().repository());
  }

  private List<Seen> ours(List<Seen> seen) {
    return seen.stream()
        .filter(s -> s.externalId().equals(row.externalId()))
        .sorted(Comparator.comparing(Seen::id))
        .toList();
  }

  private void tell(CheckText text, List<Seen> ours) throws InterruptedException {
    if (ours.isEmpty()) {
      sent(first(text), text, ours);
      return;
    }
    if (text.conclusion().isEmpty() && ours.stream().anyMatch(Seen::completed)) {
      database.useTransaction(tx -> tx.checkOutbox().another(row));
      return;
    }
    for (Seen twin : ours.subList(0, ours.size() - 1)) {
      Said<Long> said = update(text, twin.id(), twin.annotations());
      if (!(said instanceof Said.Done<Long>)) {
        sent(said, text, ours);
        return;
      }
    }
    Seen last = ours.getLast();
    sent(update(text, last.id(), last.annotations()), text, ours);
  }

  /** A list of GitHub's may lag behind: what is known by its number is not made again. */
  private Said<Long> first(CheckText text) throws InterruptedException {
    return row.sent().checkRun().isPresent()
        ? update(text, row.sent().checkRun().get(), row.sent().annotated())
        : door.create(row.head(), CheckRequest.of(row, text, 0), deadline);
  }

  private Said<Long> update(CheckText text, long checkRun, int annotations)
      throws InterruptedException {
    return door.update(row.head(), checkRun, CheckRequest.of(row, text, annotations), deadline);
  }

  private void sent(Said<Long> said, CheckText text, List<Seen> ours) {
    switch (said) {
      case Said.Done<Long> done -> taken(done.what(), text, ours);
      case Said.Unknown<Long> u -> {
        database.useTransaction(tx -> tx.checkOutbox().forget(row));
        inVain("unknown", "GitHub does not know the check run any more", Optional.empty());
      }
      case Said.Later<Long> later -> later(later.rest(), later.all(), later.why());
      case Said.Refused<Long> refused ->
          inVain("refused", refused.why(), Optional.of(pace.longestRest()));
    }
  }

  private void taken(long checkRun, CheckText text, List<Seen> found) {
    int had = found.isEmpty() ? row.sent().annotated() : found.getLast().annotations();
    int annotated = Math.min(text.annotations().size(), had + CheckText.ANNOTATIONS_AT_ONCE);
    Taken taken =
        new Taken(
            checkRun,
            text.digest(),
            text.status(),
            text.conclusion().map(CheckConclusion::word),
            annotated);
    boolean ours =
        database.inTransaction(
            tx -> {
              tx.happened(new Happening.CheckTold("taken"));
              return tx.checkOutbox().taken(row, taken, pace.gap());
            });
    if (!ours) {
      LOG.info(
          "{} at {} was taken over by another: it is sent again", row.name(), row.head().sha());
    }
  }

  private void later(Optional<Duration> rest, boolean all, String why) {
    if (all) {
      database.useTransaction(
          tx -> tx.checkOutbox().holdOff(row.head().installation(), rest.orElse(pace.gap())));
    }
    inVain("later", why, rest);
  }

  private void inVain(String answer, String why, Optional<Duration> said) {
    Duration own = pace.rest(row.sent().tries());
    Duration rest = said.filter(s -> s.compareTo(own) > 0).orElse(own);
    database.useTransaction(
        tx -> {
          tx.checkOutbox().inVain(row, why, rest);
          tx.happened(new Happening.CheckTold(answer));
        });
  }

  /** What GitHub has concluded is not opened again: it becomes another. */
  private boolean isOpenAgain(CheckText text) {
    return text.conclusion().isEmpty() && row.sent().conclusion().isPresent();
  }

  /** How long nothing is to be sent; zero: never again; empty: it is sent now. */
  private Optional<Duration> rest(CheckText text) {
    CheckRow.Sent sent = row.sent();
    boolean same = sent.digest().filter(text.digest()::equals).isPresent();
    if (same && text.conclusion().isPresent() && sent.annotated() >= text.annotations().size()) {
      return Optional.of(Duration.ZERO);
    }
    if (same && text.conclusion().isEmpty()) {
      return Optional.of(pace.look());
    }
    boolean onlyProgress =
        text.conclusion().isEmpty() && sent.status().filter(text.status()::equals).isPresent();
    if (onlyProgress && sent.at().isPresent()) {
      Duration left = pace.progress().minus(Duration.between(sent.at().get(), row.now()));
      return left.isPositive() ? Optional.of(left) : Optional.empty();
    }
    return Optional.empty();
  }
}
