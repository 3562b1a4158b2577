package org.hilfarm.server.github.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.PullRow;
import org.hilfarm.wire.config.GitHubRules;
import org.hilfarm.wire.config.GitHubRules.Permission;
import org.hilfarm.wire.config.GitHubRules.Tier;
import org.hilfarm.wire.config.PathPattern;

/**
 * Who may have firmware on the boards without being asked for, and who may let it there.
 *
 * @param rules the farm's
 */
public record Policy(GitHubRules rules) {
  /** How far a commit is trusted that is no pull request's. */
  public static Tier tier(GateRow.Kind kind) {
    return switch (kind) {
      case MERGE_GROUP, PUSH -> Tier.T0;
      case PULL_REQUEST -> Tier.T3;
    };
  }

  /**
   * How far a pull request's head is trusted: as its author, where it is the author's. GitHub says
   * the least of those whose membership is private, who then wait as anybody does.
   */
  public static Tier tier(PullRow pull) {
    return isAuthors(pull) ? tier(pull.author().association()) : Tier.T3;
  }

  private static Tier tier(String association) {
    return switch (association.toUpperCase(Locale.ROOT)) {
      case "OWNER", "MEMBER", "COLLABORATOR" -> Tier.T1;
      case "CONTRIBUTOR" -> Tier.T2;
      default -> Tier.T3;
    };
  }

  /**
   * Whether the author answers for the head: pushed it (opening it with that head is as much), or
   * nobody may push there but the author and who may write to the repository itself. Anybody may
   * open a pull request from anybody's branch, whose owner may push what they like later.
   */
  private static boolean isAuthors(PullRow pull) {
    return pull.head().repository() == pull.repository()
        || pull.head().owner().equalsIgnoreCase(pull.author().login())
        || (pull.author().id() != 0 && pull.pusher() == pull.author().id());
  }

  /** Whether one must know which files a pull request changes. */
  public boolean asksForFiles(Tier tier) {
    return tier != Tier.T0 && !waits(tier) && !rules.approval().paths().isEmpty();
  }

  /**
   * Why a build must wait for an approval; empty where it need not.
   *
   * @param files that the pull request changes; empty where nobody can say
   * @param runsToday of this pull request
   */
  public Optional<String> whyWait(PullRow pull, Optional<List<String>> files, int runsToday) {
    Tier tier = tier(pull);
    if (waits(tier)) {
      return Optional.of(
          isAuthors(pull)
              ? "its author is %s, whose builds wait for an approval".formatted(words(tier))
              : "somebody else than its author pushed to %s's branch, so it waits for an approval"
                  .formatted(shown(pull.head().owner())));
    }
    if (runsToday >= rules.runsPerDay()) {
      return Optional.of(
          "it has had %d runs within a day; each further one waits for an approval"
              .formatted(runsToday));
    }
    return asksForFiles(tier) ? touched(files) : Optional.empty();
  }

  /** Whether all of these wait. */
  public boolean waits(Tier tier) {
    return rules.approval().tiers().contains(tier);
  }

  private Optional<String> touched(Optional<List<String>> files) {
    if (files.isEmpty()) {
      return Optional.of(
          "GitHub cannot list all files it changes, so one of those may be among them that wait for"
              + " an approval");
    }
    for (PathPattern path : rules.approval().paths()) {
      Optional<String> first = files.get().stream().filter(path::matches).sorted().findFirst();
      if (first.isPresent()) {
        return Optional.of(
            "it changes %s (%s), which waits for an approval".formatted(shown(first.get()), path));
      }
    }
    return Optional.empty();
  }

  private static String words(Tier tier) {
    return switch (tier) {
      case T0 -> "the repository itself";
      case T1 -> "a member or collaborator";
      case T2 -> "a contributor";
      case T3 -> "new here";
    };
  }

  /** Whether what the API says somebody may do is enough to approve. */
  public boolean mayApprove(String role) {
    return permission(role).filter(p -> p.compareTo(rules.approval().least()) >= 0).isPresent();
  }

  /** Whether it is enough to ask for another run. */
  public static boolean mayAskAgain(String role) {
    return permission(role).isPresent();
  }

  /** Roles as {@code role_name} says them; one an organisation made up itself counts for none. */
  private static Optional<Permission> permission(String role) {
    return switch (role) {
      case "admin" -> Optional.of(Permission.ADMIN);
      case "maintain" -> Optional.of(Permission.MAINTAIN);
      case "write" -> Optional.of(Permission.WRITE);
      default -> Optional.empty();
    };
  }

  private static String shown(String text) {
    String plain = text.replaceAll("[^ -~]", "?");
    return plain.length() > 120 ? plain.substring(0, 120) + "..." : plain;
  }
}
