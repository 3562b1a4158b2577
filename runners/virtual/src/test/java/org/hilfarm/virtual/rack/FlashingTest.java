package org.hilfarm.virtual.rack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.virtual.demo.DemonstrationImage;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultPlan;
import org.hilfarm.virtual.fault.FaultStage;
import org.hilfarm.virtual.fault.PlannedFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlashingTest {
  private final Path folder;

  FlashingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private VirtualRack start(BoardType type, PlannedFault... faults) throws IOException {
    return VirtualRack.start(
        folder.resolve("root"),
        TestBoards.rack(type),
        TestBoards.types(type),
        EchoFirmware::new,
        VirtualRackOptions.real().withRate(100).withFaults(FaultPlan.of(1, faults)));
  }

  private Host host() {
    return new Host(folder.resolve("root"), "1-1.1");
  }

  private Path image(BoardType type, String version) throws IOException {
    byte[] uf2 = new DemonstrationImage(type, version, Variant.GOOD, 7).uf2();
    return Files.write(folder.resolve("new.uf2"), uf2);
  }

  private void copy(Path image) throws IOException {
    Host host = host();
    host.await("a drive", host::hasDisk);
    String offset = host.id().equals("2e8a:0003") ? "@@512" : "";
    Host.run("mcopy", "-i", host.disk().orElseThrow() + offset, image.toString(), "::/NEW.UF2");
  }

  private void flashesBy(BoardType type, String application, String bootloader) throws IOException {
    try (VirtualRack rack = start(type)) {
      Host host = host();
      host.tell("u");
      host.await(bootloader);
      copy(image(type, "10.2.0"));
      host.await(application);
      assertThat(host.ask()).contains("CircuitPython 10.2.0 on").endsWith("| UF2_LOADED");
      assertThat(rack.root().resolve("run/hil/boards/s1/circuitpy/boot_out.txt"))
          .content()
          .contains("10.2.0");
    }
  }

  @Test
  void an_rp2040_is_flashed_through_its_rom_drive() throws Exception {
    flashesBy(TestBoards.PICO, "239a:80f4", "2e8a:0003");
  }

  @Test
  void an_nrf52840_is_flashed_through_its_bootloader_s_drive() throws Exception {
    flashesBy(TestBoards.FEATHER_NRF, "239a:802a", "239a:0029");
  }

  @Test
  void an_esp32s2_is_flashed_through_tinyuf2() throws Exception {
    flashesBy(TestBoards.FEATHER_S2, "239a:80ec", "239a:00eb");
  }

  @Test
  void an_image_over_the_whole_flash_of_an_rp2040_takes_its_drive_with_it() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      Path mine = rack.root().resolve("run/hil/boards/s1/circuitpy/mine.txt");
      Files.writeString(mine, "kept by every other image");
      take(image(TestBoards.PICO, "10.2.0"), "10.2.0");
      assertThat(mine).exists();
      take(overWholeFlash(image(TestBoards.PICO, "10.2.1")), "10.2.1");
      assertThat(mine).doesNotExist();
    }
  }

  private void take(Path image, String version) throws IOException {
    host().await("239a:80f4");
    host().tell("u");
    host().await("2e8a:0003");
    copy(image);
    host().await("239a:80f4");
    assertThat(host().ask()).contains("CircuitPython " + version).endsWith("| UF2_LOADED");
  }

  private Path overWholeFlash(Path image) throws Exception {
    Uf2File uf2 = Uf2File.parse(Files.readAllBytes(image));
    byte[] chip = new byte[2 << 20];
    Arrays.fill(chip, (byte) 0xFF);
    byte[] own = uf2.flash();
    System.arraycopy(own, 0, chip, (int) (uf2.start() - 0x10000000), own.length);
    return Files.write(image, Uf2File.of(uf2.family(), 0x10000000, chip).encode());
  }

  @Test
  void the_real_esptool_flashes_an_esp32s2_s_rom_compressed_and_plain() throws Exception {
    for (String how : new String[] {"-z", "-u"}) {
      try (VirtualRack rack = start(TestBoards.MAGTAG)) {
        assertThat(rack.root()).isDirectory();
        Host host = host();
        host.tell("b");
        host.await("303a:0002");
        String version = how.equals("-z") ? "10.2.1" : "10.2.2";
        byte[] bin = new DemonstrationImage(TestBoards.MAGTAG, version, Variant.GOOD, 7).bin();
        Path image = Files.write(folder.resolve("new.bin"), bin);
        assertThat(esptool(host, how, image)).contains("Hash of data verified");
        assertThat(host.id()).isEqualTo("303a:0002");
        host.power(false);
        host.awaitGone();
        host.power(true);
        assertThat(host.ask()).contains("CircuitPython " + version).endsWith("| POWER_ON");
      }
    }
  }

  private static String esptool(Host host, String how, Path image) throws IOException {
    return Host.run("esptool", esptoolArguments(host, how, image));
  }

  private static String[] esptoolArguments(Host host, String how, Path image) throws IOException {
    String port = host.tty().orElseThrow().toString();
    String words =
        "--chip esp32s2 --port %s --before no_reset --after no_reset --no-stub write_flash %s 0x0"
            + " %s";
    return words.formatted(port, how, image).split(" ");
  }

  @Test
  void an_esp32s2_without_tinyuf2_just_starts_again_when_asked_for_it() throws Exception {
    try (VirtualRack rack = start(TestBoards.MAGTAG)) {
      assertThat(rack.root()).isDirectory();
      Host host = host();
      host.await("239a:80e6");
      String before = host.attribute("devnum");
      host.tell("u");
      host.awaitNextEnumeration(before);
      assertThat(host.ask()).endsWith("| SOFTWARE");
    }
  }

  @Test
  void a_1200_baud_touch_leads_an_nrf52840_to_a_bootloader_without_drive_and_back()
      throws Exception {
    try (VirtualRack rack = start(TestBoards.FEATHER_NRF)) {
      assertThat(rack.root()).isDirectory();
      Host host = host();
      host.await("239a:802a");
      Host.run("stty", "-F", host.tty().orElseThrow().toString(), "1200");
      host.await("239a:002a");
      assertThat(host.disk()).isEmpty();
      host.await("239a:802a");
    }
  }

  @Test
  void half_an_image_does_not_start_even_after_a_power_cycle_and_a_whole_one_heals_it()
      throws Exception {
    byte[] whole = Files.readAllBytes(image(TestBoards.PICO, "10.2.0"));
    Path half =
        Files.write(folder.resolve("half.uf2"), Arrays.copyOf(whole, whole.length / 1024 * 512));
    try (VirtualRack rack = start(TestBoards.PICO)) {
      Host host = host();
      host.tell("u");
      host.await("2e8a:0003");
      copy(half);
      host.await(
          "the flash to be written",
          () -> Files.exists(rack.root().resolve("run/hil/boards/s1/flash.torn")));
    }
    try (VirtualRack rack = start(TestBoards.PICO)) {
      assertThat(rack.root()).isDirectory();
      host().await("2e8a:0003");
      copy(image(TestBoards.PICO, "10.2.0"));
      host().await("239a:80f4");
      assertThat(host().ask()).contains("10.2.0");
    }
  }

  @Test
  void an_image_of_another_family_is_ignored_and_the_drive_stays() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      assertThat(rack.root()).isDirectory();
      Host host = host();
      host.tell("u");
      host.await("2e8a:0003");
      copy(image(TestBoards.FEATHER_NRF, "10.2.0"));
      String before = host.attribute("devnum");
      Host.run("mdel", "-i", host.disk().orElseThrow() + "@@512", "::/NEW.UF2");
      copy(image(TestBoards.PICO, "10.2.0"));
      host.awaitNextEnumeration(before);
      assertThat(host.ask()).contains("Raspberry Pi Pico");
    }
  }

  @Test
  void a_shorter_image_leaves_nothing_of_a_longer_one_behind() throws Exception {
    try (VirtualRack rack = start(TestBoards.PICO)) {
      assertThat(rack.root()).isDirectory();
      Host host = host();
      host.tell("u");
      host.await("2e8a:0003");
      copy(image(TestBoards.PICO, "10.2.0"));
      host.await("239a:80f4");
      assertThat(Files.size(rack.root().resolve("run/hil/boards/s1/flash"))).isEqualTo(900_096);
    }
  }

  @Test
  void a_disconnect_at_half_takes_the_board_off_the_bus_until_its_power_is_cycled()
      throws Exception {
    BoardSerial serial = TestBoards.rack(TestBoards.PICO).slots().getFirst().serial();
    try (VirtualRack rack =
        start(
            TestBoards.PICO,
            new PlannedFault(serial, FaultStage.FLASHING, FaultKind.DISCONNECT, 0.5, 1))) {
      assertThat(rack.root()).isDirectory();
      Host host = host();
      host.tell("u");
      host.await("2e8a:0003");
      copy(image(TestBoards.PICO, "10.2.0"));
      host.awaitGone();
      host.power(false);
      host.power(true);
      host.await("2e8a:0003");
    }
  }

  @Test
  void esptool_s_board_that_falls_silent_at_half_is_noticed_by_it() throws Exception {
    BoardSerial serial = TestBoards.rack(TestBoards.MAGTAG).slots().getFirst().serial();
    try (VirtualRack rack =
        start(
            TestBoards.MAGTAG,
            PlannedFault.always(serial, FaultStage.FLASHING, FaultKind.SILENCE, 0.5))) {
      assertThat(rack.root()).isDirectory();
      Host host = host();
      host.tell("b");
      host.await("303a:0002");
      byte[] bin = new DemonstrationImage(TestBoards.MAGTAG, "1.0", Variant.GOOD, 7).bin();
      Path image = Files.write(folder.resolve("new.bin"), bin);
      assertThat(Host.exited("esptool", esptoolArguments(host, "-z", image)).output())
          .contains("The chip stopped responding");
    }
  }
}
