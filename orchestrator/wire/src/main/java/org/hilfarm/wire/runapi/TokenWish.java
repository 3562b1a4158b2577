package org.hilfarm.wire.runapi;

import java.util.List;

/**
 * A token that an operator wants made.
 *
 * @param name who or what it is for, for people
 * @param scopes what it may do, as {@link Scope} writes them
 * @param days how long it is good
 */
public record TokenWish(String name, List<String> scopes, int days) {
  private static final int LONGEST_NAME = 80;
  private static final int MOST_DAYS = 366;

  public TokenWish {
    scopes = scopes.stream().distinct().toList();
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "name: say in one line of at most %d characters who uses the token"
              .formatted(LONGEST_NAME));
    }
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException("scope: say at least one, such as runs:submit");
    }
    scopes.forEach(Scope::of);
    if (days < 1 || days > MOST_DAYS) {
      throw new IllegalArgumentException("days: must be 1 to %d".formatted(MOST_DAYS));
    }
  }
}
