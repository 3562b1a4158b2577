package org.hilfarm.server.github.link;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A repository as addresses spell it. Only what GitHub allows in names: nothing leads elsewhere.
 */
public record RepositoryName(String owner, String name) {
  private static final Pattern OWNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");

  public RepositoryName {
    if (!OWNER.matcher(owner).matches() || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no repository is called so: owner/name is wanted");
    }
  }

  /** {@code owner/name}; empty where the text is none. */
  public static Optional<RepositoryName> of(String fullName) {
    String[] parts = fullName.split("/", -1);
    return parts.length == 2
            && OWNER.matcher(parts[0]).matches()
            && NAME.matcher(parts[1]).matches()
        ? Optional.of(new RepositoryName(parts[0], parts[1]))
        : Optional.empty();
  }

  /** {@code owner/name}. */
  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
