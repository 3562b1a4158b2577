package org.hilfarm.farm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.farm.wiring.Place;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hung build and two dead ones on real virtual boards, told apart from broken boards. */
@Timeout(600)
class ControlledTest {
  private static final String PICO = "raspberry_pi_pico";
  private static final String MAGTAG = "adafruit_magtag_2.9_grayscale";

  private final Configs configs =
      Configs.load(Path.of(System.getProperty("repository.root", "../..")));
  private final Path data;

  ControlledTest(@TempDir Path data) throws Exception {
    this.data = data;
  }

  @Test
  void builds_that_hang_or_never_start_are_blocked_where_the_baseline_proves_it() throws Exception {
    RackId rack = new RackId("demo");
    LocalFarm.Settings settings =
        new LocalFarm.Settings(data, rack, VirtualRackOptions.real().withRate(10), 1);
    try (LocalFarm farm = LocalFarm.start(settings, configs);
        HttpLink link = owner(farm)) {
      BoardsReady.await(farm.client(), configs.racks().get(rack));
      RunClient client = new RunClient(link);
      RunView good = run(client, "10.1.0", Variant.GOOD, true, PICO, MAGTAG);
      assertThat(good.verdict()).contains("mergeable");
      assertThat(client.baselines())
          .extracting(b -> b.boardType() + " " + b.version() + " " + b.run())
          .containsExactly(MAGTAG + " 10.1.0 r1", PICO + " 10.1.0 r1");

      RunView hung = run(client, "10.2.0-hangs", Variant.HANGING, false, PICO);
      blocked(
          hung, "The baseline 10.1.0 of run r1 does not hang in this script, right after and on");
      assertThat(hung.reasons().getFirst())
          .contains("Regression: fails 2 of 2 times with this build on 1 board, 0 of 2 with");
      assertThat(hung.boards()).hasSize(4);
      assertThat(hung.boards().getLast().scripts())
          .singleElement()
          .satisfies(
              s -> assertThat(s.name() + " " + s.status()).isEqualTo("i2c/target_answers passed"));

      RunView dead = run(client, "10.2.0-dead", Variant.UNBOOTABLE, false, PICO);
      blocked(dead, "The baseline 10.1.0 of run r1 starts, right after and on the same board");
      assertThat(allure(dead)).anyMatch(r -> r.contains("\"name\":\"control: board/starts\""));

      RunView dark =
          client.follow(
              submit(client, "10.2.0-dark", Variant.DARK, false, MAGTAG),
              r -> r.boards().stream().anyMatch(ControlledTest::needsHands),
              r -> {},
              Deadline.after(Duration.ofMinutes(4)));
      assertThat(dark.boards()).anyMatch(ControlledTest::needsHands);
      assertThat(dark.verdict()).isEmpty();
    }
  }

  private HttpLink owner(LocalFarm farm) throws Exception {
    Place place = new Place(data, data);
    return new HttpLink(
        java.net.URI.create(farm.url()),
        Optional.of(BearerToken.read(place.baselineToken())),
        "owner");
  }

  /** No other board is there to try: such a run waits for one. */
  private static boolean needsHands(RunView.BoardView board) {
    return board.control().isPresent()
        && board.flash().contains("hold its BOOT button (GPIO0) and press reset");
  }

  private RunView run(
      RunClient client, String version, Variant variant, boolean baseline, String... boards)
      throws Exception {
    return client.follow(
        submit(client, version, variant, baseline, boards),
        r -> r.reportUrl().isPresent(),
        r -> {},
        Deadline.after(Duration.ofMinutes(4)));
  }

  private RunId submit(
      RunClient client, String version, Variant variant, boolean baseline, String... boards)
      throws Exception {
    Path build = Files.createDirectories(data.resolve("builds").resolve(version));
    List<String> wanted = List.of(boards);
    DemonstrationBuilds.write(
        build,
        wanted.stream().map(b -> configs.type(new BoardTypeId(b))).toList(),
        version,
        variant,
        1);
    return client
        .submit(
            new RunClient.Submission(
                version, BuildFiles.in(List.of(build)), "smoke", wanted, baseline, ""))
        .run();
  }

  private static void blocked(RunView run, String proof) {
    assertThat(run.verdict()).as(run.toString()).contains("blocked");
    assertThat(run.reasons())
        .isNotEmpty()
        .allSatisfy(
            r -> assertThat(r).contains(proof).endsWith("[FIRMWARE: the author of the change]"));
    assertThat(run.boards().getLast().control()).isPresent();
  }

  private static List<String> allure(RunView run) throws Exception {
    Path report = Path.of(run.reportDir().orElseThrow());
    try (var files = Files.walk(report)) {
      return files
          .filter(f -> f.toString().contains("test-cases"))
          .filter(Files::isRegularFile)
          .map(
              f -> {
                try {
                  return Objects.requireNonNull(Files.readString(f));
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    }
  }
}
