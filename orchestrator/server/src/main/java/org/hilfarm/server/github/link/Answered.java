package org.hilfarm.server.github.link;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of a question to GitHub.
 *
 * @param <T> what was asked for
 */
public sealed interface Answered<T> {
  /** It was done, or is so. */
  record Ok<T>(T value) implements Answered<T> {}

  /** There is no such thing, or the farm's app may not see it. */
  record NotFound<T>(String why) implements Answered<T> {}

  /**
   * GitHub wants to hear nothing more until then: nothing of this installation at all.
   *
   * @param until by this host's clock
   */
  record Limited<T>(Instant until, String why) implements Answered<T> {}

  /** GitHub will not do it, however often it is asked. */
  record Refused<T>(int status, String why) implements Answered<T> {}

  /** Nobody answered, or GitHub was not well: it may or may not have done it. */
  record Unreachable<T>(String why) implements Answered<T> {}

  /** The value, where there is one. */
  default Optional<T> got() {
    return this instanceof Ok<T> ok ? Optional.of(ok.value()) : Optional.empty();
  }

  /** One sentence for people; without any secret. */
  default String words() {
    return switch (this) {
      case Ok<T> ok -> "done";
      case NotFound<T> missing -> missing.why();
      case Limited<T> limited -> limited.why();
      case Refused<T> refused -> refused.why();
      case Unreachable<T> nobody -> nobody.why();
    };
  }

  /** The same with what is made of the value. */
  default <R> Answered<R> map(Function<T, R> making) {
    return then(value -> new Ok<>(making.apply(value)));
  }

  /** Goes on with the value, where there is one. */
  default <R> Answered<R> then(Function<T, Answered<R>> next) {
    return switch (this) {
      case Ok<T> ok -> next.apply(ok.value());
      case NotFound<T> missing -> new NotFound<>(missing.why());
      case Limited<T> limited -> new Limited<>(limited.until(), limited.why());
      case Refused<T> refused -> new Refused<>(refused.status(), refused.why());
      case Unreachable<T> nobody -> new Unreachable<>(nobody.why());
    };
  }
}
