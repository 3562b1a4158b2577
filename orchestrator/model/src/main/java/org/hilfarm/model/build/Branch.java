package org.hilfarm.model.build;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A branch of a repository at GitHub, never of a fork of it. GitHub does not tell the case of a
 * repository's name apart, so that is kept in small letters.
 *
 * @param repository {@code owner/name}
 * @param name such as {@code main}; letters, digits, dots, dashes, underlines, slashes
 */
public record Branch(String repository, String name) {
  private static final Pattern REPOSITORY =
      Pattern.compile("[a-z0-9][a-z0-9-]{0,38}/[a-z0-9._-]{1,100}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,200}");

  /** No branch's name has it, so it stands for a slash where none can be. */
  private static final char SLASH = '~';

  public Branch {
    repository = repository.toLowerCase(Locale.ROOT);
    if (!REPOSITORY.matcher(repository).matches() || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "not a branch of a repository: must be OWNER/NAME and a name of letters, digits and"
              + " ._/-");
    }
  }

  /** Empty where the farm can give it no name: Git allows some that an address does not. */
  public static Optional<Branch> of(String repository, String name) {
    try {
      return Optional.of(new Branch(repository, name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** As {@link #toString} has it, or as an address has it. */
  public static Optional<Branch> parse(String text) {
    String[] parts = text.replace(SLASH, '/').split("/", 3);
    return parts.length == 3 ? of(parts[0] + "/" + parts[1], parts[2]) : Optional.empty();
  }

  /** Where its standing report is. */
  public String address() {
    return "/reports/branches/" + toString().replace('/', SLASH) + "/";
  }

  @Override
  public String toString() {
    return repository + "/" + name;
  }
}
