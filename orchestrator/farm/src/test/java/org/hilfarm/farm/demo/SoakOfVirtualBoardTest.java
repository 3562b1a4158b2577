package org.hilfarm.farm.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.show.VerdictText;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A soak of three rounds on a virtual board, from submission to verdict. */
@Timeout(300)
class SoakOfVirtualBoardTest {
  private static final RackId RACK = new RackId("demo");
  private static final ScriptId BITES = new ScriptId("watchdog/reset_bites");
  private static final SuiteId SOAK = new SuiteId("three-rounds");

  @Test
  void each_round_is_reported_and_its_measures_have_a_course(@TempDir Path data) throws Exception {
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
      assertThat(run.boards()).hasSize(3);
      assertThat(String.join("\n", VerdictText.lines(run, 200)))
          .contains("raspberry_pi_pico: 3 of 3 rounds run");
      assertThat(run.soak().getFirst().courses())
          .isNotEmpty()
          .allMatch(c -> c.values() == 3 && c.min() <= c.median() && c.median() <= c.max());
    }
  }

  private static RunView submit(RunClient client, Configs configs, Path data) throws Exception {
    Path build = Files.createDirectories(data.resolve("build"));
    DemonstrationBuilds.write(build, configs.types().values(), "10.1.0", Variant.GOOD, 1);
    List<BuildFiles.Named> files = BuildFiles.in(List.of(build));
    var run = client.submit(new RunClient.Submission("good", files, SOAK.value(), List.of())).run();
    return client.followToReport(
        run, news -> {}, Deadline.after(Duration.ofMinutes(4)), Duration.ofMinutes(1));
  }

  private static Configs onePico(Configs all) {
    Rack demo = Objects.requireNonNull(all.racks().get(RACK));
    Rack rack =
        new Rack(RACK, demo.slots().stream().filter(s -> s.id().value().equals("pico")).toList());
    var type = all.type(rack.slots().getFirst().boardType());
    Map<SuiteId, Suite> suites = new HashMap<>(all.suites());
    suites.put(SOAK, new Suite(SOAK, List.of(BITES), EmulatedUse.PREFLIGHT, new Repeat.Rounds(3)));
    return new Configs(
        Map.of(type.id(), type), Map.of(RACK, rack), suites, all.scripts(), all.library());
  }
}
