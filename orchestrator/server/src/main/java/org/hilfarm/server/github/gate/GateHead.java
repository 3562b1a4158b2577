package org.hilfarm.server.github.gate;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The commit that a gate stands at: a pull request's or a merge group's head. GitHub looks at the
 * checks of no other commit, although the firmware is built from the merge commit.
 *
 * @param repositoryId the repository's number, which a new name does not change
 * @param repository its name, {@code owner/name}, as it was said last
 * @param installation by which installation of the App it is reached
 * @param sha the head commit, 40 or 64 hexadecimal digits
 * @param mergeSha the commit that was built, where that is known
 */
public record GateHead(
    long repositoryId,
    String repository,
    long installation,
    String sha,
    Optional<String> mergeSha) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
  private static final Pattern REPOSITORY =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}");

  public GateHead {
    sha = sha.toLowerCase(Locale.ROOT);
    mergeSha = mergeSha.map(s -> s.toLowerCase(Locale.ROOT));
    if (!COMMIT.matcher(sha).matches() || mergeSha.filter(s -> !isCommit(s)).isPresent()) {
      throw new IllegalArgumentException("a gate's commit must be 40 or 64 hexadecimal digits");
    }
    if (!REPOSITORY.matcher(repository).matches()) {
      throw new IllegalArgumentException("a gate's repository must be OWNER/NAME");
    }
  }

  /** Whether this names a commit whole, in small letters. */
  public static boolean isCommit(String text) {
    return COMMIT.matcher(text).matches();
  }
}
