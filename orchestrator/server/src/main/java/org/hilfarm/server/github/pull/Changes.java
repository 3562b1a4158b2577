package org.hilfarm.server.github.pull;

import java.time.Duration;
import java.util.List;
import org.hilfarm.server.github.event.Ground;
import org.hilfarm.server.github.event.Reaction.Build;
import org.hilfarm.wire.github.event.Pull;

/**
 * What a pull request changes at the commit that was built. GitHub lists the files of whatever head
 * it has at that moment: who pushes something harmless right after a build would have that looked
 * at, and the build tested.
 *
 * @param gitHub is asked
 * @param heads notes where the pull request stands
 */
record Changes(GitHub gitHub, Heads heads) {
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Its files; missing where nobody can say them of this commit. */
  Answer<List<String>> of(Build build, int number, Ground ground) throws InterruptedException {
    Answer<List<String>> files = gitHub.changedFiles(build.project(), number);
    if (!(files instanceof Answer.Said<List<String>>)) {
      return files;
    }
    return switch (gitHub.pull(build.project(), number)) {
      case Answer.Said<Pull> now when now.value().head().sha().equals(build.sha()) -> files;
      case Answer.Said<Pull> now -> elsewhere(build, now.value(), ground);
      case Answer.Missing<Pull> missing -> new Answer.Missing<>(missing.why());
      case Answer.Later<Pull> later -> new Answer.Later<>(later.why(), later.rest());
    };
  }

  /** It stands elsewhere by now; or what GitHub answers is older than what it told. */
  private Answer<List<String>> elsewhere(Build build, Pull now, Ground ground) {
    boolean old =
        ground.step(
            tx -> {
              String unused = heads.moved(tx, build.project(), now, 0);
              return Identity.find(tx, build).isPresent();
            });
    return old
        ? new Answer.Later<>("GitHub answers with an older head than it told", SOON)
        : new Answer.Missing<>("it has another head by now");
  }
}
