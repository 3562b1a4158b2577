package org.hilfarm.wire.github.event;

/**
 * The farm's App at somebody's repositories.
 *
 * @param id the installation's number
 */
public record Installed(long id) {
  public Installed {
    Said.positive("installation.id", id);
  }
}
