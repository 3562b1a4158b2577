package org.hilfarm.wire.github.event;

/**
 * A person, an organisation or a bot.
 *
 * @param id its number, which no renaming changes
 * @param login its name
 */
public record Account(long id, String login) {
  public Account {
    Said.positive("id of an account", id);
  }
}
