package org.hilfarm.wire.github;

/** A commit of a pull request. */
public record PullCommit(String sha) {}
