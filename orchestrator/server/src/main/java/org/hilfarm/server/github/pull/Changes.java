package org.hilfarm.server.github.pull;

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
  /** Its files; missing where nobody can say them of this commit. */
  Answer<List<String>> of(Build build, int number, Ground ground) throws InterruptedException {
    Answer<List<String>> files = gitHub.changedFiles(build.project(), number);
    if (!(files instanceof Answer.Said<List<String>>)) {
      return files;
    }
    return switch (gitHub.pull(build.project(), number)) {
      case Answer.Said<Pull> now when now.value().head().sha().equals(build.sha()) -> files;
      case Answer.Said<Pull> now -> {
        String moved = ground.step(tx -> heads.moved(tx, build.project(), now.value(), 0));
        yield new Answer.Missing<>(moved);
      }
      case Answer.Missing<Pull> missing -> new Answer.Missing<>(missing.why());
      case Answer.Later<Pull> later -> new Answer.Later<>(later.why(), later.rest());
    };
  }
}
