package org.hilfarm.server.github.link;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.hilfarm.testing.contract.Contract;
import org.hilfarm.testing.github.FakeGitHub;
import org.hilfarm.time.Deadline;

/** The farm's own link to a GitHub of this process, under GitHub's own description. */
final class Linked implements AutoCloseable {
  static final RepositoryName REPOSITORY = new RepositoryName("adafruit", "circuitpython");

  private volatile Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private final InstantSource clock = () -> now;
  private final FakeGitHub gitHub;
  private final GitHubLink link;

  Linked(Path folder) throws IOException {
    gitHub = new FakeGitHub(FakeGitHub.Setup.usual().watchedBy(Contract.watcher()).by(clock));
    Path file = folder.resolve("app.pem");
    Files.writeString(file, gitHub.privateKey());
    link =
        new GitHubLink(
            URI.create(gitHub.url()), AppKey.read(Long.toString(gitHub.app().id()), file), clock);
  }

  FakeGitHub gitHub() {
    return gitHub;
  }

  GitHubLink link() {
    return link;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  /** How often something was asked that begins so. */
  long asked(String start) {
    return gitHub.asked().stream().filter(a -> a.startsWith(start)).count();
  }

  static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    link.close();
    gitHub.close();
  }
}
