package org.hilfarm.server.github.pull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hilfarm.model.build.Branch;
import org.hilfarm.server.github.event.Ground;
import org.hilfarm.server.github.event.Outcome;
import org.hilfarm.server.github.event.Reaction.Build;
import org.hilfarm.server.github.policy.Policy;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.BuildRows;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.GateRow.Kind;
import org.hilfarm.server.postgres.GateRow.State;
import org.hilfarm.server.postgres.PullRow;
import org.hilfarm.server.postgres.Tx;
import org.hilfarm.wire.config.GitHubRules.Tier;

/**
 * Builds that begin and end, and what that makes of their commit's gate. Told twice, or late, they
 * change nothing.
 *
 * @param gitHub is asked whose they are and what they change
 * @param policy who waits for an approval
 * @param heads of pull requests
 * @param patience how often a job is tried in all
 */
record Builds(GitHub gitHub, Policy policy, Heads heads, Patience patience) {
  private static final String SUCCESS = "success";
  private static final Duration DAY = Duration.ofDays(1);

  Outcome began(Build build, Ground ground) throws InterruptedException {
    return told(build, "", ground);
  }

  Outcome ended(Build build, String conclusion, Ground ground) throws InterruptedException {
    return told(build, conclusion, ground);
  }

  private Outcome told(Build build, String conclusion, Ground ground) throws InterruptedException {
    if (build.kind() != Kind.PULL_REQUEST) {
      return ground.end(tx -> new Outcome.Done(own(tx, build, conclusion)));
    }
    return switch (new Identity(gitHub, heads).of(build, ground)) {
      case Answer.Said<PullRow> pull -> ofPull(build, conclusion, pull.value(), ground);
      case Answer.Missing<PullRow> missing -> ground.end(tx -> new Outcome.Done(missing.why()));
      case Answer.Later<PullRow> later -> new Outcome.Later(later.why(), later.rest());
    };
  }

  private Outcome ofPull(Build build, String conclusion, PullRow pull, Ground ground)
      throws InterruptedException {
    Tier tier = Policy.tier(pull);
    Optional<List<String>> files = Optional.empty();
    if (conclusion.equals(SUCCESS) && policy.asksForFiles(tier)) {
      Answer<List<String>> changed = new Changes(gitHub, heads).of(build, pull.number(), ground);
      if (changed instanceof Answer.Later<List<String>> later) {
        return new Outcome.Later(later.why(), later.rest());
      }
      files =
          changed instanceof Answer.Said<List<String>> said
              ? Optional.of(said.value())
              : Optional.empty();
    }
    Optional<List<String>> touched = files;
    return ground.end(
        tx -> {
          tx.pulls().alone(build.project().id(), pull.number());
          Optional<PullRow> now = Identity.find(tx, build);
          if (now.isEmpty()) {
            return new Outcome.Done(
                "#%d has another head by now, or is closed".formatted(pull.number()));
          }
          int today = tx.pulls().runsWithin(build.project().name(), pull.number(), DAY);
          Optional<String> why = policy.whyWait(now.get(), touched, today);
          News news = new News(build, conclusion, Policy.tier(now.get()), why);
          return new Outcome.Done(at(tx, news, OptionalInt.of(now.get().number())));
        });
  }

  private String own(Tx tx, Build build, String conclusion) {
    Optional<String> stranger = Projects.keep(tx, build.project());
    if (stranger.isPresent()) {
      return stranger.get();
    }
    Tier tier = Policy.tier(build.kind());
    String said = at(tx, new News(build, conclusion, tier, Optional.empty()), OptionalInt.empty());
    if (build.kind() == Kind.PUSH) {
      Branch.of(build.project().name(), build.branch())
          .ifPresent(branch -> tx.branches().pushed(build.commit(), branch));
    }
    return said;
  }

  /**
   * What a build says of its gate.
   *
   * @param conclusion empty while it runs
   * @param whyWait why it must not be tested without an approval
   */
  private record News(Build build, String conclusion, Tier tier, Optional<String> whyWait) {
    GateRow.Attempt attempt() {
      return build.attempt();
    }

    String run() {
      return "run %d%s"
          .formatted(
              attempt().run(), attempt().attempt() > 1 ? ", attempt " + attempt().attempt() : "");
    }
  }

  private String at(Tx tx, News news, OptionalInt pullRequest) {
    Build build = news.build();
    boolean late = tx.builds().newest(build.commit()).filter(b -> late(b, news)).isPresent();
    tx.builds().put(build.commit(), pullRequest, news.attempt(), news.conclusion());
    GateRow gate =
        tx.gates()
            .open(build.commit(), build.kind(), pullRequest, "its build is under way")
            .trusted(news.tier().name());
    boolean taken =
        gate.build().equals(Optional.of(news.attempt())) && gate.state() != State.BUILDING;
    if (late || taken) {
      return "%s: known already".formatted(news.run());
    }
    return switch (news.conclusion()) {
      case "" -> under(tx, gate, news);
      case SUCCESS -> built(tx, gate, news);
      case "action_required" -> {
        stop(tx, gate, "its build is made again: " + news.run());
        yield put(tx, gate.in(State.BUILDING, "its workflow waits for a maintainer to let it run"));
      }
      default -> notBuilt(tx, gate, news);
    };
  }

  /** Something newer was said: of a later attempt, or the end of this one. */
  private static boolean late(BuildRows.Built newest, News news) {
    return newest.attempt().after(news.attempt())
        || (newest.attempt().equals(news.attempt())
            && news.conclusion().isEmpty()
            && !newest.conclusion().isEmpty());
  }

  private static String put(Tx tx, GateRow gate) {
    tx.gates().put(gate);
    return gate.reason();
  }

  private String under(Tx tx, GateRow gate, News news) {
    stop(tx, gate, "its build is made again: " + news.run());
    return put(tx, gate.in(State.BUILDING, "its build is under way: " + news.run()));
  }

  private String built(Tx tx, GateRow gate, News news) {
    stop(tx, gate, "its build was made again: " + news.run());
    GateRow now = gate.of(news.attempt());
    boolean free = news.whyWait().isEmpty() || tx.approvals().of(gate.id()).isPresent();
    return put(
        tx,
        free
            ? now.in(State.DUE, "its build is fetched: " + news.run())
            : now.in(State.UNAPPROVED, news.whyWait().orElseThrow()));
  }

  /** Whatever stands in for success is the author's own word: it blocks. */
  private String notBuilt(Tx tx, GateRow gate, News news) {
    String why =
        "its build ended as %s, so there is nothing to test: %s"
            .formatted(news.conclusion(), news.run());
    stop(tx, gate, why);
    tx.gates().put(gate.in(State.BUILDING, why)); // an answer to an earlier build counts no more
    return put(tx, gate.in(State.CANCELLED, why));
  }

  private void stop(Tx tx, GateRow gate, String why) {
    if (gate.state() == State.RUN) {
      boolean unused = new Retraction(tx, patience).run(gate, why);
    }
  }
}
