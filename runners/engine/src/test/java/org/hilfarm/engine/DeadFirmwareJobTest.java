package org.hilfarm.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole jobs with firmware that no board could run, on emulated boards that share one emulator: the
 * emulator's own small firmwares, so that none has to be supplied.
 */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadFirmwareJobTest {
  private static final Banner BANNER =
      new Banner("0.0.1", "2026-11-22", "Raspberry Pi Pico with rp2040");
  private static final int RP2350 = 0xe48bff59;
  private static final int BLOCK = 512;

  private final Map<String, JobResult> done = new HashMap<>();

  @BeforeAll
  void every_board_gets_its_firmware_at_the_same_time(@TempDir Path folder) throws Exception {
    assumeTrue(
        EmulatorProgram.here().isPresent(),
        "emulated boards need Node 20 or newer; ./farm setup says more");
    List<Path> images =
        List.of(
            EmulatedBench.firmware("silent"),
            EmulatedBench.firmware("faults"),
            EmulatedBench.firmware("loops"),
            forAnotherChip(folder),
            truncated(folder));
    try (EmulatedBench bench =
            new EmulatedBench(folder, images.size(), EmulatorProgram.here().orElseThrow());
        ExecutorService agents = Executors.newFixedThreadPool(images.size())) {
      Map<String, Future<JobResult>> jobs = new HashMap<>();
      for (int i = 0; i < images.size(); i++) {
        VirtualBench board = bench.board(i);
        Path image = images.get(i);
        String name = image.getFileName().toString().replace(".uf2", "");
        jobs.put(name, agents.submit(() -> perform(board.ready(), image)));
      }
      for (String name : jobs.keySet()) {
        done.put(name, Objects.requireNonNull(jobs.get(name)).get());
      }
    }
  }

  private static JobResult perform(VirtualBench board, Path image) throws IOException {
    return new BoardJob().perform(board.work(image, BANNER, board.suite()), p -> {}, () -> false);
  }

  private static Path forAnotherChip(Path folder) throws Exception {
    Uf2File own = Uf2File.parse(Files.readAllBytes(EmulatedBench.firmware("probe")));
    byte[] other = Uf2File.of(RP2350, own.start(), own.flash()).encode();
    return Files.write(folder.resolve("another-chip.uf2"), other);
  }

  private static Path truncated(Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(EmulatedBench.firmware("probe"));
    return Files.write(folder.resolve("truncated.uf2"), Arrays.copyOf(whole, whole.length - BLOCK));
  }

  private JobResult result(String name) {
    return Objects.requireNonNull(done.get(name));
  }

  private Fault fault(String name) {
    return ((FlashReport.NotRunning) result(name).report().flash()).fault();
  }

  private String attached(String name, String attachment) {
    JobResult result = result(name);
    Attachment one =
        result.report().attachments().stream()
            .filter(a -> a.name().equals(attachment))
            .findFirst()
            .orElseThrow();
    return new String(Objects.requireNonNull(result.attachments().get(one.digest())), UTF_8);
  }

  /** The log has each piece as it came, with its time; a line may come in two. */
  private String said(String name) {
    return attached(name, "debug-uart.log")
        .lines()
        .filter(line -> line.contains(" < "))
        .map(line -> line.substring(line.indexOf(" < ") + 3))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "faults", "loops", "another-chip", "truncated"})
  void none_of_its_scripts_is_run_and_all_that_was_heard_is_in_the_report(String name) {
    assertThat(result(name).report().scripts())
        .hasSize(5)
        .allSatisfy(s -> assertThat(s.outcome()).isInstanceOf(Outcome.NotRun.class));
    assertThat(result(name).report().attachments())
        .extracting(Attachment::name)
        .contains("console", "resets", "flasher", "debug-uart.log");
  }

  @Test
  void firmware_that_never_shows_itself_ends_in_a_fault_with_what_its_debug_uart_said() {
    Fault fault = fault("silent");
    assertThat(fault.kind()).isEqualTo(FaultKind.DISCONNECTED);
    assertThat(fault.text())
        .contains("left the bus and did not come back", "Its debug UART said last, ")
        .endsWith("\"[emulator] the chip starts: power\\nHIL dead: up, and never on USB\"");
    assertThat(said("silent")).contains("HIL dead: up");
    assertThat(attached("silent", "flasher")).contains("the bootloader left");
  }

  @Test
  void a_hard_fault_is_in_the_report_with_its_place() {
    assertThat(fault("faults").text())
        .contains(
            "HIL dead: reading where nothing is\\nHIL dead: hard fault\\n[emulator] hardfault")
        .containsPattern("hardfault at 0x10000[0-9a-f]{3}: the hard fault handler did not end");
  }

  @Test
  void a_firmware_that_starts_again_and_again_is_seen_to() {
    assertThat(fault("loops").text())
        .containsPattern(
            "start 0000[0-9a-f]{4}\\\\n\\[emulator] the chip starts: watchdog\\\\nHIL dead: start");
    assertThat(said("loops")).contains("HIL dead: start 00000001", "HIL dead: start 00000020");
  }

  @Test
  void an_image_for_another_chip_is_not_written() {
    assertThat(fault("another-chip").kind()).isEqualTo(FaultKind.FARM_BUG);
    assertThat(fault("another-chip").text())
        .isEqualTo(
            "another-chip.uf2 was accepted but is for UF2 family 0xe48bff59; raspberry_pi_pico is"
                + " of 0xe48bff56: nothing was written");
  }

  @Test
  void a_truncated_image_is_not_written() {
    assertThat(fault("truncated").kind()).isEqualTo(FaultKind.FARM_BUG);
    assertThat(fault("truncated").text())
        .startsWith("truncated.uf2 was accepted but is no UF2 file: block 0 says it is number 0 of")
        .endsWith("it is cut short or shuffled");
  }
}
