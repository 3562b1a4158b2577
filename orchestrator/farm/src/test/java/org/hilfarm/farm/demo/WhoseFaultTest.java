package org.hilfarm.farm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.farm.wiring.Place;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.Fixture;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Symptom;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultPlan;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.fault.PlannedFault;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Virtual boards of one type: a build that is bad, a board that is, and neither for sure. */
@Timeout(600)
class WhoseFaultTest {
  private static final RackId RACK = new RackId("demo");
  private static final SuiteId BITES = new SuiteId("bites");
  private static final BoardSerial FIRST = new BoardSerial("E6614103E7174D23");
  private static final BoardSerial SECOND = new BoardSerial("E6614103E7174D00");

  /**
   * With it the board lies of its power cycle in this build's first run and of its watchdog in the
   * baseline's first, and then tells the truth for a while. A run takes three starts; the one after
   * flashing may have either reason.
   */
  private static final long SEED = 8;

  private final Path data;
  private final Configs own;

  WhoseFaultTest(@TempDir Path data) throws Exception {
    this.data = data;
    this.own = Configs.load(Path.of(System.getProperty("repository.root", "../..")));
  }

  private Configs picos(BoardSerial... serials) {
    Rack demo = Objects.requireNonNull(own.racks().get(RACK));
    Slot pico =
        demo.slots().stream().filter(s -> s.id().value().equals("pico")).findFirst().orElseThrow();
    List<Slot> slots = new ArrayList<>();
    for (BoardSerial serial : serials) {
      slots.add(bare(pico, "pico-" + slots.size(), "1-1." + (slots.size() + 1), serial));
    }
    BoardType type = own.type(pico.boardType());
    Map<SuiteId, Suite> suites = new HashMap<>(own.suites());
    suites.put(BITES, new Suite(BITES, List.of(new ScriptId("watchdog/reset_bites"))));
    return new Configs(
        Map.of(type.id(), type),
        Map.of(RACK, new Rack(RACK, slots)),
        suites,
        own.scripts(),
        own.library());
  }

  /** The slot without wires: this test's script needs none. */
  private static Slot bare(Slot like, String id, String port, BoardSerial serial) {
    return new Slot(
        new SlotId(id),
        new PortPath(port),
        like.boardType(),
        serial,
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Fixture.NONE);
  }

  @Test
  void a_bad_build_and_a_bad_board_are_told_apart() throws Exception {
    try (Farm farm = new Farm(picos(FIRST, SECOND), FaultPlan.none())) {
      assertThat(farm.run("10.1.0", Variant.GOOD, true).verdict()).contains("mergeable");
      RunView regressed = farm.run("10.2.0-bad", Variant.of(Symptom.WATCHDOG_NEVER_BITES), false);
      assertThat(regressed.verdict()).as(regressed.toString()).contains("blocked");
      assertThat(regressed.reasons().getFirst())
          .contains(
              "Regression: fails 3 of 3 times with this build on 2 boards, 0 of 2 with the baseline"
                  + " 10.1.0 of run r1");
      assertThat(regressed.boards()).hasSize(5);
    }
    PlannedFault lies =
        PlannedFault.always(SECOND, FaultStage.RUNNING, FaultKind.WRONG_RESET_REASON);
    try (Farm farm = new Farm(picos(FIRST, SECOND), FaultPlan.of(7, lies))) {
      RunView run = farm.untilNotGreen();
      assertThat(run.verdict()).as(run.toString()).contains("undecided");
      assertThat(run.reasons().getFirst())
          .contains("Bad board: fails 2 of 3 times with this build on 2 boards")
          .contains("2 of 2 with the baseline 10.1.0 of run r1 on board demo/" + SECOND)
          .endsWith("[RACK: whoever looks after the rack]");
    }
  }

  @Test
  void what_fails_now_and_then_with_both_builds_is_called_flaky() throws Exception {
    try (Farm farm = new Farm(picos(SECOND), FaultPlan.none())) {
      assertThat(farm.run("10.1.0", Variant.GOOD, true).verdict()).contains("mergeable");
    }
    PlannedFault sometimes =
        PlannedFault.always(SECOND, FaultStage.RUNNING, FaultKind.WRONG_RESET_REASON, 0.3);
    try (Farm farm = new Farm(picos(SECOND), FaultPlan.of(SEED, sometimes))) {
      RunView run = farm.untilNotGreen();
      assertThat(run.verdict()).as(run.toString()).contains("undecided");
      assertThat(run.reasons().getFirst())
          .contains("Flaky script: fails ")
          .contains("1 of 2 with the baseline 10.1.0 of run r1 on board demo/" + SECOND)
          .endsWith("[SCRIPT: the author of the test script]");
    }
  }

  /** The farm on this test's data, which it finds again. */
  private final class Farm implements AutoCloseable {
    private final Configs configs;
    private final LocalFarm farm;
    private final HttpLink link;
    private final RunClient client;

    Farm(Configs configs, FaultPlan faults) throws Exception {
      this.configs = configs;
      VirtualRackOptions options = VirtualRackOptions.real().withRate(10).withFaults(faults);
      this.farm = LocalFarm.start(new LocalFarm.Settings(data, RACK, options, 1), configs);
      this.link =
          new HttpLink(
              URI.create(farm.url()),
              Optional.of(BearerToken.read(new Place(data, data).baselineToken())),
              "owner");
      this.client = new RunClient(link);
      BoardsReady.await(farm.client(), Objects.requireNonNull(configs.racks().get(RACK)));
    }

    /** A board that fails now and then makes some runs green, and so does a good one. */
    RunView untilNotGreen() throws Exception {
      List<RunView> runs = new ArrayList<>();
      do {
        runs.add(run("10.3." + runs.size(), Variant.GOOD, false));
      } while (runs.getLast().verdict().equals(Optional.of("mergeable")) && runs.size() < 6);
      return runs.getLast();
    }

    RunView run(String version, Variant variant, boolean baseline) throws Exception {
      Path build = Files.createDirectories(data.resolve("builds").resolve(version));
      DemonstrationBuilds.write(build, List.copyOf(configs.types().values()), version, variant, 1);
      return client.follow(
          client
              .submit(
                  new RunClient.Submission(
                      version,
                      BuildFiles.in(List.of(build)),
                      BITES.value(),
                      List.of(),
                      baseline,
                      ""))
              .run(),
          r -> r.verdict().isPresent(),
          r -> {},
          Deadline.after(Duration.ofMinutes(4)));
    }

    @Override
    public void close() {
      try (farm) {
        link.close();
      }
    }
  }
}
