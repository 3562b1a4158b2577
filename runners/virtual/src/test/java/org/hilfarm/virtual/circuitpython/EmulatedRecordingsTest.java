package org.hilfarm.virtual.circuitpython;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every recording is played to the real firmware that {@code FARM_UF2} names, a CircuitPython for
 * raspberry_pi_pico, on an emulated chip: step by step it says what was recorded, but for
 * differences that are known and listed. So the recordings are true, and the emulator is.
 */
class EmulatedRecordingsTest {
  private final @Nullable String firmware = System.getenv("FARM_UF2");
  private final Path folder;

  EmulatedRecordingsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void real_firmware_and_node_are_there() {
    assumeTrue(
        firmware != null && !firmware.isEmpty(),
        "set FARM_UF2=<file> to run these against real firmware");
    assumeTrue(
        EmulatorProgram.here().isPresent(),
        "emulated boards need Node 20 or newer; ./farm setup says more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-cold-boot-repl.jsonl",
        "02-raw-repl.jsonl",
        "03-code-py-reload.jsonl",
        "05-watchdog.jsonl",
        "06-resets-safe-mode.jsonl",
        "07-alarm-sleep.jsonl",
        "09-surface.jsonl",
        "10-errors.jsonl",
        "11-output-flood.jsonl",
        "13-host-entry-sequences.jsonl",
        "14-mode-switch-state.jsonl",
        "15-i2c-transfers.jsonl",
        "16-numbers-and-text.jsonl",
        "17-files-and-settings.jsonl",
        "18-exceptions-and-classes.jsonl",
        "19-modules.jsonl",
        "20-pins.jsonl",
        "23-memory.jsonl"
      })
  void the_firmware_says_what_was_recorded(String name) throws Exception {
    EmulatedReplay replay = new EmulatedReplay(Path.of(String.valueOf(firmware)), folder);
    List<Known> known = Known.of(name, replay.version());
    assertThat(replay.play(Recording.of(name), known)).isEmpty();
  }
}
