package org.hilfarm.virtual.rack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.virtual.demo.DemonstrationImage;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.fault.PlannedFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {
  private static final String APPLICATION = "239a:802a";
  private static final String BOOTLOADER = "239a:0029";

  private final Path folder;
  private final Host host;
  private final VirtualRack rack;

  FaultsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.host = new Host(folder.resolve("root"), "1-1.1");
    this.rack = start();
  }

  private VirtualRack start() throws IOException {
    return VirtualRack.start(
        folder.resolve("root"),
        TestBoards.rack(TestBoards.FEATHER_NRF),
        TestBoards.types(TestBoards.FEATHER_NRF),
        EchoFirmware::new,
        VirtualRackOptions.real().withRate(100));
  }

  @BeforeEach
  void the_application_runs() {
    host.await(APPLICATION);
  }

  @AfterEach
  void close() throws IOException {
    rack.close();
  }

  private void plant(FaultStage stage, FaultKind kind, double at) {
    BoardSerial serial = TestBoards.rack(TestBoards.FEATHER_NRF).slots().getFirst().serial();
    rack.plant(new PlannedFault(serial, stage, kind, at, 1));
  }

  private void copyImage() throws IOException {
    host.tell("u");
    host.await(BOOTLOADER);
    byte[] uf2 = new DemonstrationImage(TestBoards.FEATHER_NRF, "10.2.0", Variant.GOOD, 7).uf2();
    Path image = Files.write(folder.resolve("new.uf2"), uf2);
    String disk = host.disk().orElseThrow().toString();
    Host.run("mcopy", "-i", disk, image.toString(), "::/NEW.UF2");
  }

  private void cyclePower() throws IOException {
    host.power(false);
    host.awaitGone();
    host.power(true);
  }

  @Test
  void silence_at_entry_leaves_nothing_to_be_seen_until_a_power_cycle() throws Exception {
    plant(FaultStage.ENTRY, FaultKind.SILENCE, 0);
    host.tell("u");
    host.awaitGone();
    cyclePower();
    assertThat(host.ask()).endsWith("POWER_ON");
  }

  @Test
  void a_bootloader_may_come_without_its_drive() throws Exception {
    plant(FaultStage.CONNECT, FaultKind.MISSING_DRIVE, 0);
    host.tell("u");
    host.await(BOOTLOADER);
    assertThat(host.disk()).isEmpty();
  }

  @Test
  void a_stuck_bootloader_stays_although_the_image_is_whole() throws Exception {
    plant(FaultStage.VERIFY, FaultKind.STUCK_BOOTLOADER, 0);
    Path flash = rack.root().resolve("run/hil/boards/s1/flash");
    long before = Files.size(flash);
    copyImage();
    host.await("the image to be whole", () -> written(flash));
    assertThat(before).isPositive();
    assertThat(host.id()).isEqualTo(BOOTLOADER);
    cyclePower();
    assertThat(host.ask()).contains("10.2.0");
  }

  private boolean written(Path flash) {
    try {
      return !Files.exists(flash.resolveSibling("flash.torn"))
          && new String(Files.readAllBytes(flash), StandardCharsets.ISO_8859_1)
              .contains(complement("10.2.0"));
    } catch (IOException e) {
      return false;
    }
  }

  private static String complement(String text) {
    StringBuilder inverted = new StringBuilder();
    text.chars().forEach(c -> inverted.append((char) (~c & 0xFF)));
    return inverted.toString();
  }

  @Test
  void a_silent_bootloader_takes_nothing_in() throws Exception {
    plant(FaultStage.CONNECT, FaultKind.SILENCE, 0);
    copyImage();
    assertThat(host.id()).isEqualTo(BOOTLOADER);
    cyclePower();
    assertThat(host.ask()).contains("10.0.3");
  }

  @Test
  void a_slow_flash_is_half_written_for_long() throws Exception {
    plant(FaultStage.FLASHING, FaultKind.SLOW_FLASH, 1e6);
    copyImage();
    Path torn = rack.root().resolve("run/hil/boards/s1/flash.torn");
    host.await("the flash to be half written", () -> Files.exists(torn));
    cyclePower();
    host.await(BOOTLOADER);
  }

  @Test
  void a_late_return_is_a_return() throws Exception {
    plant(FaultStage.RETURN, FaultKind.LATE_RETURN, 30);
    copyImage();
    host.awaitGone();
    assertThat(host.ask()).contains("10.2.0");
  }

  @Test
  void silence_at_the_return_ends_with_a_power_cycle() throws Exception {
    plant(FaultStage.RETURN, FaultKind.SILENCE, 0);
    copyImage();
    host.awaitGone();
    cyclePower();
    assertThat(host.ask()).contains("10.2.0");
  }

  @Test
  void a_wrong_version_stays_until_the_next_flash() throws Exception {
    plant(FaultStage.RETURN, FaultKind.WRONG_VERSION, 0);
    copyImage();
    host.await(APPLICATION);
    assertThat(host.ask()).contains("0.0.1-wrong");
    cyclePower();
    assertThat(host.ask()).contains("0.0.1-wrong");
  }

  @Test
  void a_wrong_reset_reason_is_given_once() throws Exception {
    plant(FaultStage.RUNNING, FaultKind.WRONG_RESET_REASON, 0);
    String before = host.attribute("devnum");
    host.tell("r");
    host.awaitNextEnumeration(before);
    assertThat(host.ask()).endsWith("POWER_ON");
  }

  @Test
  void a_brown_out_resets_the_running_board() throws Exception {
    plant(FaultStage.RUNNING, FaultKind.BROWN_OUT, 1);
    String before = host.attribute("devnum");
    host.tell("r");
    host.awaitEnumerations(before, 2); // the reset's own, and the brown-out's
    assertThat(host.ask()).endsWith("BROWNOUT");
  }

  @Test
  void garbage_is_not_what_was_sent() throws Exception {
    plant(FaultStage.RUNNING, FaultKind.GARBAGE, 1);
    try (HostPort console = host.open()) {
      console.write("hello");
      assertThat(console.read(5)).doesNotContain((byte) 'h', (byte) 'l');
    }
  }

  @Test
  void a_planted_leak_is_what_the_firmware_is_asked_for() throws Exception {
    plant(FaultStage.RUNNING, FaultKind.HEAP_LEAK, 512);
    cyclePower();
    try (HostPort console = host.open()) {
      console.write("t");
      assertThat(console.readLine()).isEqualTo("512");
    }
  }

  @Test
  void a_hung_board_does_nothing_it_is_told_until_its_power_is_cycled() throws Exception {
    plant(FaultStage.RUNNING, FaultKind.HANG, 0);
    int before = Integer.parseInt(host.attribute("devnum"));
    host.tell("r");
    host.await("the board to hang", () -> rack.faultsAhead().isEmpty());
    cyclePower();
    assertThat(host.ask()).endsWith("POWER_ON");
    assertThat(host.attribute("devnum")).isEqualTo(Integer.toString(before + 1));
  }

  @Test
  void a_wedged_board_needs_a_power_cycle() throws Exception {
    plant(FaultStage.RUNNING, FaultKind.WEDGE, 0);
    host.tell("r");
    host.awaitGone();
    cyclePower();
    assertThat(host.ask()).endsWith("POWER_ON");
  }
}
