package org.hilfarm.wire.github.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/**
 * A repository.
 *
 * @param id its number, which no renaming changes
 * @param fullName {@code owner/name}
 * @param owner whose it is; not said everywhere
 */
public record Repo(long id, @JsonProperty("full_name") String fullName, Optional<Account> owner) {
  public Repo {
    Said.positive("repository.id", id);
  }

  /** The owner's name. */
  public String ownerLogin() {
    int slash = fullName.indexOf('/');
    return owner.map(Account::login).orElse(slash < 0 ? "" : fullName.substring(0, slash));
  }
}
