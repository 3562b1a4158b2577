package org.hilfarm.wire.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.hilfarm.wire.github.event.Account;

/**
 * What somebody may do in a repository.
 *
 * @param permission {@code admin}, {@code write}, {@code read} or {@code none}
 * @param role finer, such as {@code maintain}, or the organization's own
 */
public record Permission(String permission, @JsonProperty("role_name") String role, Account user) {
  /** Whether somebody may push, and so decide what is tested. */
  public boolean writes() {
    return permission.equals("write") || permission.equals("admin");
  }
}
