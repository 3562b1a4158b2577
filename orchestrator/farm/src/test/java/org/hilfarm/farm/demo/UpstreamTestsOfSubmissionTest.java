package org.hilfarm.farm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.upstream.UpstreamBundle;
import org.hilfarm.wire.upstream.UpstreamFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Upstream's tests from a submission to its verdict: shown, each by itself, and without a say. */
@Timeout(300)
class UpstreamTestsOfSubmissionTest {
  private static final RackId RACK = new RackId("demo");
  private static final Path TESTS =
      Path.of(System.getProperty("repository.root", "../.."))
          .resolve("orchestrator/farm/src/test/resources/upstream-tests");

  @Test
  void a_failed_upstream_test_is_shown_and_the_build_is_mergeable(@TempDir Path data)
      throws Exception {
    Configs configs =
        onePico(Configs.load(Path.of(System.getProperty("repository.root", "../.."))));
    PrintStream stream = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    Console console = new Console(stream, stream, false, false, 80);
    VirtualRackOptions options = VirtualRackOptions.real().withRate(4);
    try (DemoFarm farm =
        DemoFarm.start(
            configs,
            data,
            at -> new LocalFarm.Settings(at, RACK, options, 1),
            "the farm",
            console)) {
      BoardsReady.await(farm.client(), configs.racks().get(RACK));
      RunView run = submit(farm.client(), configs, data);
      assertThat(run.verdict()).contains("mergeable");
      assertThat(run.required()).noneMatch(r -> r.script().ofUpstream());
      assertThat(statuses(run))
          .contains(
              Map.entry("upstream/basics/adds", "passed"),
              Map.entry("upstream/basics/differs", "failed"),
              Map.entry("upstream/basics/skips", "skipped"),
              Map.entry("upstream/basics/without", "skipped"),
              Map.entry("upstream/sleep/scoreboard", "passed"));
    }
  }

  private static RunView submit(RunClient client, Configs configs, Path data) throws Exception {
    Path build = Files.createDirectories(data.resolve("build"));
    DemonstrationBuilds.write(build, configs.types().values(), "10.1.0", Variant.GOOD, 1);
    Path tests = Files.write(data.resolve("tests.json"), UpstreamFolder.bundle(TESTS).bytes());
    List<BuildFiles.Named> files = new ArrayList<>(BuildFiles.in(List.of(build)));
    files.add(new BuildFiles.Named(UpstreamBundle.FILE_NAME, tests));
    var run = client.submit(new RunClient.Submission("good", files, "upstream", List.of())).run();
    return client.followToReport(
        run, news -> {}, Deadline.after(Duration.ofMinutes(4)), Duration.ofMinutes(1));
  }

  private static List<Map.Entry<String, String>> statuses(RunView run) {
    return run.boards().stream()
        .flatMap(b -> b.scripts().stream())
        .map(s -> Map.entry(s.name().value(), s.status()))
        .toList();
  }

  private static Configs onePico(Configs all) {
    Rack demo = Objects.requireNonNull(all.racks().get(RACK));
    Rack rack =
        new Rack(RACK, demo.slots().stream().filter(s -> s.id().value().equals("pico")).toList());
    var type = all.type(rack.slots().getFirst().boardType());
    return new Configs(
        Map.of(type.id(), type), Map.of(RACK, rack), all.suites(), all.scripts(), all.library());
  }
}
