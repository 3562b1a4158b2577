package org.hilfarm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.drivers.flash.ImageArrival;
import org.hilfarm.model.board.DebugUart;
import org.hilfarm.model.board.Family;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.virtual.demo.Symptom;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger of a whole job holds where a script ends in a panic and safe mode. */
class WitnessJobTest {
  private static final int RATE = 10;
  private static final List<ScriptId> SCRIPTS =
      List.of(new ScriptId("i2c/lock_is_asked_for"), new ScriptId("gpio/reload_frees_pins"));

  private final Path folder;

  WitnessJobTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void a_panic_is_told_by_function_and_the_next_script_starts_clean() throws Exception {
    Path elf = Files.write(folder.resolve("firmware.elf"), elf("mp_obj_get_type", 0x400d1200));
    try (VirtualBench bench =
        new VirtualBench(folder, "magtag", VirtualRackOptions.real().withRate(RATE))) {
      JobInput in =
          bench.work("10.2.1", Variant.of(Symptom.HARD_FAULT_IN_A_SCRIPT), bench.scripts(SCRIPTS));
      JobResult result =
          new BoardJob()
              .perform(
                  new JobInput(
                      in.root(),
                      in.slot(),
                      in.offer(),
                      in.imageFile(),
                      in.tools(),
                      Optional.of(ImageArrival.of(elf))),
                  p -> {},
                  () -> false);
      Fault fault = ((Outcome.Failed) result.report().scripts().getFirst().outcome()).fault();
      assertThat(fault.kind()).as(Log.of(result)).isEqualTo(FaultKind.UNEXPECTED_RESET);
      assertThat(fault.text())
          .contains("safe mode HARD_FAULT")
          .contains("the ROM's rst:0x3 (RTC_SW_SYS_RST) is esp_restart()")
          .contains("panic: Guru Meditation Error: Core  0 panic'ed (LoadProhibited)")
          .contains("backtrace: 0x400d1231 mp_obj_get_type+0x31 < 0x400d2f0d < ");
      assertThat(result.report().scripts().getLast().outcome())
          .as(Log.of(result))
          .isEqualTo(new Outcome.Passed());
      ledger(result.report().resets(), Log.of(result));
      ResetGaps.areKept(result.report(), RATE);
    }
  }

  @Test
  void a_board_that_is_found_in_safe_mode_is_entered_and_leaves_it() throws Exception {
    try (VirtualBench bench =
        new VirtualBench(folder, "feather-nrf", VirtualRackOptions.real().withRate(RATE))) {
      JobResult before =
          new BoardJob()
              .perform(
                  bench.work(
                      "10.2.1",
                      Variant.of(Symptom.HARD_FAULT_IN_A_SCRIPT),
                      bench.scripts(SCRIPTS.subList(0, 1))),
                  p -> {},
                  () -> false);
      assertThat(before.report().scripts().getFirst().outcome())
          .as(Log.of(before))
          .isInstanceOf(Outcome.Failed.class);
      JobResult next =
          new BoardJob()
              .perform(
                  bench.work("10.2.1", Variant.GOOD, bench.scripts(SCRIPTS)), p -> {}, () -> false);
      List<ResetRecord> rows = next.report().resets();
      assertThat(rows.getFirst().stimulus()).as(Log.of(next)).isEqualTo(Stimulus.FOUND);
      assertThat(rows.getFirst().witnesses().safeModeReason()).contains(SafeModeReason.HARD_FAULT);
      assertThat(rows.getFirst().judgement()).isEqualTo(Judgement.EXPECTED);
      assertThat(rows.getFirst().why()).contains("held against nobody here");
      assertThat(rows.getLast().witnesses().safeModeReason()).contains(SafeModeReason.NONE);
      assertThat(next.report().scripts())
          .as(Log.of(next))
          .allSatisfy(s -> assertThat(s.outcome()).isEqualTo(new Outcome.Passed()));
    }
  }

  @Test
  void a_chip_that_starts_again_before_it_shows_itself_is_called_a_boot_loop() throws Exception {
    try (VirtualBench bench =
        new VirtualBench(folder, "magtag", VirtualRackOptions.real().withRate(RATE))) {
      JobResult result =
          new BoardJob()
              .perform(
                  bench.work(
                      "10.2.1",
                      Variant.of(Symptom.BOOT_PY_RESTARTS),
                      bench.scripts(List.of(Symptom.BOOT_PY_RESTARTS.script()))),
                  p -> {},
                  () -> false);
      Fault fault = ((Outcome.Failed) result.report().scripts().getFirst().outcome()).fault();
      assertThat(fault.kind()).as(Log.of(result)).isEqualTo(FaultKind.UNEXPECTED_RESET);
      assertThat(fault.text())
          .contains("the chip's ROM started 4 times where it should once, after a power cycle")
          .contains("rst:0x8 (TG1WDT_SYS_RST)");
    }
  }

  @Test
  void a_debug_uart_that_is_read_at_a_wrong_speed_is_asked_about_in_the_report() throws Exception {
    try (VirtualBench bench =
        new VirtualBench(
            folder,
            "demo",
            "magtag",
            VirtualRackOptions.real().withRate(RATE),
            slot ->
                slot.withDebugUart(new DebugUart(slot.debugUart().orElseThrow().device(), 9600)))) {
      JobResult result =
          new BoardJob()
              .perform(
                  bench.work("10.2.1", Variant.GOOD, bench.scripts(SCRIPTS.subList(0, 1))),
                  p -> {},
                  () -> false);
      assertThat(result.report().scripts().getFirst().outcome())
          .as(Log.of(result))
          .isEqualTo(new Outcome.Passed());
      assertThat(result.report().resets())
          .extracting(ResetRecord::why)
          .anySatisfy(
              why ->
                  assertThat(why)
                      .contains("is the baud rate 9600 right? It is debug_uart.baud of the slot"));
    }
  }

  @Test
  void a_board_that_never_gets_beyond_its_rom_is_a_boot_loop_with_the_rom_s_words()
      throws Exception {
    try (VirtualBench bench =
        new VirtualBench(folder, "magtag", VirtualRackOptions.real().withRate(RATE))) {
      JobResult result =
          new BoardJob()
              .perform(
                  bench.work(
                      "10.2.1",
                      new Variant(Map.of(Family.ESP32S2, "boot-loop=9999")),
                      bench.scripts(List.of(Symptom.BOOT_PY_RESTARTS.script()))),
                  p -> {},
                  () -> false);
      Fault fault = ((Outcome.Failed) result.report().scripts().getFirst().outcome()).fault();
      assertThat(fault.kind()).as(Log.of(result)).isEqualTo(FaultKind.UNEXPECTED_RESET);
      assertThat(fault.text())
          .contains("the chip's ROM started ")
          .contains("it starts again and again (a boot loop)")
          .contains("rst:0x8 (TG1WDT_SYS_RST)");
    }
  }

  private static void ledger(List<ResetRecord> rows, String log) {
    assertThat(rows)
        .as(log)
        .extracting(ResetRecord::stimulus)
        .containsExactly(
            Stimulus.FLASHED, Stimulus.POWER_CYCLE, Stimulus.NONE, Stimulus.POWER_CYCLE);
    assertThat(rows.get(2).witnesses().safeModeReason()).contains(SafeModeReason.HARD_FAULT);
    assertThat(rows.get(3).witnesses().safeModeReason()).contains(SafeModeReason.NONE);
    assertThat(rows.get(3).witnesses().romLine())
        .contains("rst:0x1 (POWERON),boot:0x8 (SPI_FAST_FLASH_BOOT)");
    assertThat(rows.get(3).witnesses().power()).isPresent();
    assertThat(rows.get(2).witnesses().power()).isEmpty();
    assertThat(rows)
        .allSatisfy(
            r ->
                assertThat(r.witnesses().bootOut().orElseThrow())
                    .contains("Board ID:adafruit_magtag_2.9_grayscale"));
  }

  /** The smallest ELF file with one function in its symbol table, 256 bytes long. */
  private static byte[] elf(String function, int address) {
    byte[] names = ("\0" + function + "\0").getBytes(StandardCharsets.US_ASCII);
    byte[] sections = "\0.symtab\0.strtab\0".getBytes(StandardCharsets.US_ASCII);
    int table = 52 + 32 + names.length + sections.length;
    ByteBuffer out = ByteBuffer.allocate(table + 4 * 40).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1}).putShort(18, (short) 94);
    out.putInt(32, table).putShort(46, (short) 40).putShort(48, (short) 4).putShort(50, (short) 3);
    out.putInt(52 + 16, 1).putInt(52 + 20, address).putInt(52 + 24, 256);
    out.put(52 + 28, (byte) 0x12).putShort(52 + 30, (short) 1);
    out.put(52 + 32, names).put(52 + 32 + names.length, sections);
    header(out, table + 40, 1, 52, 32);
    header(out, table + 80, 9, 52 + 32, names.length);
    header(out, table + 120, 0, 52 + 32 + names.length, sections.length);
    return out.array();
  }

  private static void header(ByteBuffer out, int at, int name, int from, int length) {
    out.putInt(at, name).putInt(at + 4, 1).putInt(at + 16, from).putInt(at + 20, length);
  }
}
