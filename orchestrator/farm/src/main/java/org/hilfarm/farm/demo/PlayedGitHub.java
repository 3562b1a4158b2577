package org.hilfarm.farm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.server.github.GitHubSettings;
import org.hilfarm.server.github.check.CheckSettings;
import org.hilfarm.server.github.check.LinkDoor;
import org.hilfarm.server.github.check.Pace;
import org.hilfarm.server.github.hook.HookApi;
import org.hilfarm.server.github.hook.HookSecrets;
import org.hilfarm.server.github.link.AppKey;
import org.hilfarm.server.github.link.GitHubLink;
import org.hilfarm.server.github.pull.LinkedGitHub;
import org.hilfarm.testing.github.FakeGitHub;
import org.hilfarm.testing.github.net.Watcher;
import org.hilfarm.testing.github.world.MergeGroup;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.wire.config.GitHubRules;

/**
 * A GitHub of this process with the farm's App, and the farm's line to it.
 *
 * @param gitHub the played one
 * @param link the farm's line, as it is to the real one
 */
record PlayedGitHub(FakeGitHub gitHub, GitHubLink link) implements AutoCloseable {
  /** A person is waiting: GitHub's own limits do not count here. */
  private static final Pace PACE =
      new Pace(
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          Duration.ofSeconds(90),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2));

  /** Its keys are put into the folder. */
  static PlayedGitHub start(Path folder, Watcher watcher) throws IOException {
    FakeGitHub gitHub = new FakeGitHub(FakeGitHub.Setup.usual().watchedBy(watcher));
    try {
      Path key = secret(folder.resolve("github-app.pem"), gitHub.privateKey());
      GitHubLink link =
          new GitHubLink(
              URI.create(gitHub.url()),
              AppKey.read(Long.toString(gitHub.app().id()), key),
              InstantSource.system());
      return new PlayedGitHub(gitHub, link);
    } catch (IOException | RuntimeException e) {
      gitHub.close();
      throw e;
    }
  }

  private static Path secret(Path file, String content) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, content);
  }

  /** What a farm is told of it; people find the farm where it answers. */
  GitHubSettings settings(Path folder, SuiteId suite) throws IOException {
    Path secret = secret(folder.resolve("github-webhook-secret"), FakeGitHub.SECRET + "\n");
    GitHubRules usual = GitHubRules.usual();
    GitHubRules rules =
        new GitHubRules(
            List.of(
                new GitHubRules.Repository(
                    gitHub.upstream().fullName(), Optional.empty(), Optional.empty())),
            usual.workflow(),
            suite,
            Set.of(),
            usual.approval(),
            usual.runsPerDay(),
            false);
    return new GitHubSettings(
            gitHub.app().id(),
            HookSecrets.read(List.of(secret)),
            gitHub.url(),
            Set.of(gitHub.storageUrl()),
            new LinkedGitHub(link, InstantSource.system()),
            rules)
        .with(
            new CheckSettings(
                new LinkDoor(link.checks(), InstantSource.system()), PACE, "", false));
  }

  /** Webhooks go to the farm from now on. */
  void tells(String farm) {
    gitHub.hookTo(URI.create(farm + HookApi.PATH));
  }

  /** A pull request's newest commit is built: each folder of the build becomes an artifact. */
  void build(Pull pull, Path build) throws IOException {
    build(gitHub.events().build(pull), build);
  }

  /** The same of a merge group. */
  void build(MergeGroup group, Path build) throws IOException {
    build(gitHub.events().build(group), build);
  }

  private void build(WorkflowRun requested, Path build) throws IOException {
    WorkflowRun run = gitHub.events().begin(requested);
    List<Path> boards;
    try (Stream<Path> folders = Files.list(build)) {
      boards = folders.sorted().toList();
    }
    for (Path board : boards) {
      gitHub.events().upload(run, board.getFileName().toString(), zip(board));
    }
    WorkflowRun unused = gitHub.events().complete(run, "success");
  }

  private static byte[] zip(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zipped, UTF_8)) {
      for (Path file : files) {
        out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        out.write(Files.readAllBytes(file));
      }
    }
    return zipped.toByteArray();
  }

  @Override
  public void close() {
    link.close();
    gitHub.close();
  }
}
