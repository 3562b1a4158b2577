package org.hilfarm.wire.runapi;

import java.time.Instant;
import java.util.Optional;
import org.hilfarm.model.plan.RunId;

/**
 * Who has a board at the moment, for those who look at its console.
 *
 * @param watched whether its rack's agent sends what the board says
 * @param holder who has it; empty where nobody does
 * @param board its state: ready, leased, recovering, quarantined, retired, offline
 * @param reason why it is in that state
 * @param wish the last power cycle or image that the person who has it wanted
 */
public record ConsoleState(
    boolean watched, Optional<Holder> holder, String board, String reason, Optional<Wish> wish) {

  /**
   * What a person wanted of the board, and what came of it.
   *
   * @param number within the reservation
   * @param file the image's name; empty for a power cycle
   * @param over whether it is over; if not, it is being done
   * @param well whether it was done
   * @param said what came of it; empty while it is not over
   */
  public record Wish(long number, Optional<String> file, boolean over, boolean well, String said) {}

  /**
   * Who has a board.
   *
   * @param kind job, person or recovery
   * @param run whose job it is
   * @param script what the job does at the moment
   * @param name the person's
   * @param since when it began
   * @param until a reservation's end in any case
   */
  public record Holder(
      String kind,
      Optional<RunId> run,
      Optional<String> script,
      Optional<String> name,
      Instant since,
      Optional<Instant> until) {

    /** A job of a run's. */
    public static Holder job(RunId run, String script, Instant since) {
      return new Holder(
          "job", Optional.of(run), Optional.of(script), Optional.empty(), since, Optional.empty());
    }

    /** A person who has reserved it. */
    public static Holder person(String name, Instant since, Instant until) {
      return new Holder(
          "person",
          Optional.empty(),
          Optional.empty(),
          Optional.of(name),
          since,
          Optional.of(until));
    }

    /** Its rack, which brings it back. */
    public static Holder recovery(Instant since) {
      return new Holder(
          "recovery",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          since,
          Optional.empty());
    }
  }
}
