package org.hilfarm.farm.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.wiring.Agent;
import org.hilfarm.farm.wiring.Boards;
import org.hilfarm.farm.wiring.Opened;
import org.hilfarm.farm.wiring.Server;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultPlan;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.fault.PlannedFault;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.BoardEventView;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Boards that misbehave, brought back by the real agent's ladder: for each rung one it takes. */
@Timeout(600)
class RecoveryTest {
  private static final String PROBE = "PROBE HELPED";

  /** Of each slot's board, the rungs that are taken until it is back. */
  private static final Map<String, List<String>> LADDERS =
      Map.of(
          "feather-rp",
          List.of("SOFT_REBOOT HELPED", PROBE, PROBE, PROBE),
          "magtag",
          List.of("SOFT_REBOOT DID_NOT_HELP", "LEAVE_SAFE_MODE HELPED", PROBE, PROBE, PROBE),
          "feather-nrf",
          List.of(
              "SOFT_REBOOT DID_NOT_HELP",
              "LEAVE_SAFE_MODE SKIPPED",
              "TOUCH_1200 HELPED",
              PROBE,
              PROBE,
              PROBE),
          "feather-s2",
          List.of(
              "SOFT_REBOOT SKIPPED",
              "LEAVE_SAFE_MODE SKIPPED",
              "TOUCH_1200 SKIPPED",
              "POWER_CYCLE HELPED",
              PROBE,
              PROBE,
              PROBE),
          "pico",
          List.of(
              "SOFT_REBOOT DID_NOT_HELP",
              "LEAVE_SAFE_MODE SKIPPED",
              "TOUCH_1200 SKIPPED",
              "POWER_CYCLE DID_NOT_HELP",
              "BOOTLOADER_BY_LINE DID_NOT_HELP",
              "REFLASH HELPED",
              PROBE,
              PROBE,
              PROBE),
          "bluefruit",
          List.of(
              "SOFT_REBOOT DID_NOT_HELP",
              "LEAVE_SAFE_MODE SKIPPED",
              "TOUCH_1200 DID_NOT_HELP",
              "POWER_CYCLE DID_NOT_HELP",
              "BOOTLOADER_BY_LINE DID_NOT_HELP",
              "REFLASH SKIPPED",
              "RESET_FILESYSTEM HELPED",
              PROBE,
              PROBE,
              PROBE));

  private final Configs configs =
      Configs.load(Path.of(System.getProperty("repository.root", "../..")));
  private final Rack demo = Agent.rack(configs, new RackId("demo"));
  private final Opened opened = new Opened();
  private final Path data;

  RecoveryTest(@TempDir Path data) throws Exception {
    this.data = data;
  }

  @AfterEach
  void close() {
    opened.close();
  }

  private PlannedFault once(String slot, FaultKind kind, double at) {
    return new PlannedFault(serial(slot), FaultStage.RUNNING, kind, at, 1);
  }

  private PlannedFault always(String slot, FaultKind kind) {
    return PlannedFault.always(serial(slot), FaultStage.RUNNING, kind);
  }

  private BoardSerial serial(String slot) {
    return demo.slots().stream()
        .filter(s -> s.id().value().equals(slot))
        .findFirst()
        .orElseThrow()
        .serial();
  }

  private record Farm(VirtualRack rack, RunClient operator, RunClient owner) {}

  private Farm start(double rate, PlannedFault... faults) throws Exception {
    VirtualRack rack =
        opened.add(
            Boards.start(
                data.resolve("rack"),
                demo,
                configs,
                VirtualRackOptions.real().withRate(rate).withFaults(FaultPlan.of(1, faults))));
    Orchestrator server =
        opened.add(
            Server.start(new Server.Settings(data, "127.0.0.1", 0, Optional.empty(), 1), configs));
    URI url = URI.create(server.url());
    BearerToken token = BearerToken.read(server.rackTokenFile());
    opened.add(
        Agent.start(
            new Agent.Settings(url, token, demo.id(), rack.root(), data.resolve("agent")),
            configs));
    return new Farm(
        rack, client(url, server.operatorTokenFile()), client(url, server.baselineTokenFile()));
  }

  private RunClient client(URI url, Path token) throws Exception {
    return new RunClient(
        opened.add(new HttpLink(url, Optional.of(BearerToken.read(token)), "test")));
  }

  private static BoardStatus board(RunClient client, String slot) throws Exception {
    return client.boards().stream()
        .filter(b -> b.slot().value().equals(slot))
        .findFirst()
        .orElseThrow();
  }

  private static void await(RunClient client, String slot, BoardState state) throws Exception {
    Deadline deadline = Deadline.after(Duration.ofMinutes(4));
    while (client.boards().stream()
        .noneMatch(b -> b.slot().value().equals(slot) && b.state() == state)) {
      assertThat(deadline.passed())
          .as("%s to be %s: %s", slot, state, client.boards().toString())
          .isFalse();
      Pause.until(deadline.within(Duration.ofMillis(100)));
    }
  }

  /** The rungs of a board's record, probes too. */
  private static List<String> rungs(RunClient client, String slot) throws Exception {
    return client.history(board(client, slot)).stream()
        .filter(e -> e.recovery().isPresent())
        .map(e -> e.what() + " " + e.result())
        .toList();
  }

  private static void heal(Farm farm, String... slots) throws Exception {
    for (String slot : slots) {
      assertThat(farm.operator().order(board(farm.operator(), slot), "heal", "test").state())
          .isEqualTo(BoardState.RECOVERING);
    }
  }

  @Test
  void each_rung_brings_back_the_board_that_only_it_can() throws Exception {
    Path code = data.resolve("rack/run/hil/boards/feather-rp/circuitpy/code.py");
    Files.createDirectories(code.getParent());
    Files.writeString(data.resolve("rack/.virtual-rack"), ""); // as an earlier one would leave it
    Files.writeString(code, "while True:\n    pass\n");
    Farm farm =
        start(
            10,
            once("magtag", FaultKind.BROWN_OUT, 3),
            once("feather-nrf", FaultKind.DEAF, 0),
            once("feather-s2", FaultKind.WEDGE, 0),
            always("bluefruit", FaultKind.MISSING_DRIVE));
    await(farm.operator(), "pico", BoardState.READY);
    await(farm.operator(), "magtag", BoardState.READY);
    heal(farm, "feather-rp", "magtag", "feather-nrf", "feather-s2", "bluefruit");
    baseline(farm, "raspberry_pi_pico");
    farm.rack().plant(always("pico", FaultKind.RUINED));
    heal(farm, "pico");

    for (var slot : demo.slots()) {
      await(farm.operator(), slot.id().value(), BoardState.READY);
    }
    for (var ladder : LADDERS.entrySet()) {
      assertThat(rungs(farm.operator(), ladder.getKey()))
          .as(ladder.getKey())
          .containsExactlyElementsOf(ladder.getValue());
    }
    tellsWhatHelped(farm);
  }

  private void tellsWhatHelped(Farm farm) throws Exception {
    List<BoardEventView> told = farm.operator().history(board(farm.operator(), "feather-s2"));
    assertThat(told.getFirst().seen()).isEqualTo("by hand: test");
    assertThat(told.getLast().seen()).isEqualTo("port power cycle helped; 3 clean probes in a row");
    assertThat(told)
        .filteredOn(e -> e.what().equals("POWER_CYCLE"))
        .first()
        .satisfies(e -> assertThat(e.seen()).startsWith("power went and came; its prompt answers"));
    assertThat(farm.operator().wear())
        .filteredOn(w -> w.serial().equals(serial("pico")))
        .singleElement()
        .satisfies(w -> assertThat(w.flashes()).isEqualTo(2));
  }

  @Test
  void a_board_that_no_rung_brings_back_is_quarantined_and_its_neighbours_work_on()
      throws Exception {
    Farm farm = start(10);
    await(farm.operator(), "pico", BoardState.READY);
    await(farm.operator(), "feather-rp", BoardState.READY);
    farm.rack().plant(always("pico", FaultKind.WEDGE));
    heal(farm, "pico");
    baseline(farm, "adafruit_feather_rp2040");
    await(farm.operator(), "pico", BoardState.QUARANTINED);
    BoardStatus pico = board(farm.operator(), "pico");
    assertThat(pico.reason())
        .startsWith("no rung brought raspberry_pi_pico E6614103E7174D23 at port 1-1.5 (slot pico)")
        .contains("Look at its cable and its hub's port")
        .endsWith("Then: ./farm boards heal E6614103E7174D23");
    orders(farm, pico);
  }

  /** Orders that are in order, and then the same that are not. */
  private static void orders(Farm farm, BoardStatus pico) throws Exception {
    RunClient operator = farm.operator();
    assertThat(operator.order(pico, "release", "").state()).isNotEqualTo(BoardState.QUARANTINED);
    assertThatThrownBy(() -> operator.order(pico, "release", ""))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("nobody has taken board E6614103E7174D23 out of the pool");
    assertThat(operator.order(pico, "retire", "dead").reason()).isEqualTo("by hand: dead");
    assertThatThrownBy(() -> operator.order(pico, "heal", ""))
        .hasMessageContaining("is retired: release it first");
    assertThatThrownBy(() -> operator.order(pico, "quarantine", ""))
        .hasMessageContaining("is retired: release it first");
    assertThatThrownBy(() -> farm.owner().order(pico, "release", ""))
        .hasMessageContaining("this needs the operators' token");
  }

  @Test
  void a_board_that_falls_off_the_bus_in_a_run_is_back_by_itself() throws Exception {
    Farm farm = start(10);
    await(farm.operator(), "feather-rp", BoardState.READY);
    farm.rack()
        .plant(
            new PlannedFault(
                serial("feather-rp"), FaultStage.FLASHING, FaultKind.DISCONNECT, 0.5, 1));
    RunView run = baseline(farm, "adafruit_feather_rp2040");
    assertThat(run.boards()).hasSize(2);
    List<BoardEventView> told = farm.operator().history(board(farm.operator(), "feather-rp"));
    assertThat(told.getFirst().seen()).startsWith("after attempt 1 at job r1-1: DISCONNECTED: ");
    assertThat(told.getLast().result()).isEqualTo("READY");
    assertThat(told.getLast().seen()).startsWith("it waits in its bootloader");
  }

  @Test
  void a_hung_board_is_back_in_real_time() throws Exception {
    Farm farm = start(1);
    await(farm.operator(), "feather-rp", BoardState.READY);
    farm.rack().plant(once("feather-rp", FaultKind.HANG, 0));
    heal(farm, "feather-rp");
    await(farm.operator(), "feather-rp", BoardState.READY);
    assertThat(rungs(farm.operator(), "feather-rp"))
        .containsExactly(
            "SOFT_REBOOT DID_NOT_HELP",
            "LEAVE_SAFE_MODE SKIPPED",
            "TOUCH_1200 SKIPPED",
            "POWER_CYCLE HELPED",
            PROBE,
            PROBE,
            PROBE);
  }

  private RunView baseline(Farm farm, String type) throws Exception {
    Path build = Files.createDirectories(data.resolve("build-" + type));
    DemonstrationBuilds.write(
        build, List.of(configs.type(new BoardTypeId(type))), "10.1.0", Variant.GOOD, 1);
    RunClient.Submission submission =
        new RunClient.Submission(
            "good", BuildFiles.in(List.of(build)), "smoke", List.of(type), true, "");
    RunView run =
        farm.owner()
            .follow(
                farm.owner().submit(submission).run(),
                r -> r.verdict().isPresent(),
                r -> {},
                Deadline.after(Duration.ofMinutes(5)));
    assertThat(run.verdict()).as(run.toString()).contains("mergeable");
    return run;
  }
}
