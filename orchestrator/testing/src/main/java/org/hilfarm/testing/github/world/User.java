package org.hilfarm.testing.github.world;

/**
 * Somebody, or an organization.
 *
 * @param id its number, which stays when it is renamed
 */
public record User(long id, String login, boolean organization) {}
