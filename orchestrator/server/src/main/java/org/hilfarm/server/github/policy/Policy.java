package org.hilfarm.server.github.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hilfarm.server.postgres.GateRow;
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
  /**
   * How far an author is trusted.
   *
   * @param association what GitHub says of a pull request's author; it is the least for those whose
   *     membership is private, who then wait as anybody does
   */
  public static Tier tier(GateRow.Kind kind, String association) {
    return switch (kind) {
      case MERGE_GROUP, PUSH -> Tier.T0;
      case PULL_REQUEST ->
          switch (association.toUpperCase(Locale.ROOT)) {
            case "OWNER", "MEMBER", "COLLABORATOR" -> Tier.T1;
            case "CONTRIBUTOR" -> Tier.T2;
            default -> Tier.T3;
          };
    };
  }

  /** Whether one must know which files a pull request changes. */
  public boolean asksForFiles(Tier tier) {
    return tier != Tier.T0
        && !rules.approval().tiers().contains(tier)
        && !rules.approval().paths().isEmpty();
  }

  /**
   * Why a build must wait for an approval; empty where it need not.
   *
   * @param files that the pull request changes; empty where nobody can say
   * @param runsToday of this pull request
   */
  public Optional<String> whyWait(Tier tier, Optional<List<String>> files, int runsToday) {
    if (tier == Tier.T0) {
      return Optional.empty();
    }
    if (rules.approval().tiers().contains(tier)) {
      return Optional.of(
          "its author is %s, whose builds wait for an approval".formatted(words(tier)));
    }
    if (runsToday >= rules.runsPerDay()) {
      return Optional.of(
          "it has had %d runs within a day; each further one waits for an approval"
              .formatted(runsToday));
    }
    return asksForFiles(tier) ? touched(files) : Optional.empty();
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
