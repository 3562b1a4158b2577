package org.hilfarm.testing.github.world;

/**
 * A repository; its default branch is {@code main}.
 *
 * @param id its number, which stays when it is renamed
 * @param fork whether it is one of another
 */
public record Repository(long id, User owner, String name, boolean fork) {
  /** {@code owner/name}. */
  public String fullName() {
    return owner.login() + "/" + name;
  }
}
