package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Boards;
import org.hilfarm.farm.wiring.Place;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.ReplayFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("repository.root", "../..")).toAbsolutePath().normalize();
  private static final String SCRIPT = "test-scripts/heap/reload_keeps_heap.py";
  private static final String LIBRARY = "test-scripts/lib/hil.py";
  private static final String THEN =
      "Adafruit CircuitPython 9.9.9 on 2026-11-22; Raspberry Pi Pico with rp2040";

  private final Path folder;
  private final Path zip;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  ReplayCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.zip = folder.resolve("replay.zip");
    files.put(SCRIPT, Files.readAllBytes(REPOSITORY.resolve(SCRIPT)));
    files.put(LIBRARY, Files.readAllBytes(REPOSITORY.resolve(LIBRARY)));
    about("passed");
  }

  private void about(String outcome) {
    Configs configs = configs();
    Slot pico = pico(configs);
    ReplayFile about =
        new ReplayFile(
            ReplayFile.FORMAT,
            new RunId("r1"),
            "PR 1",
            new JobId("r1-1"),
            1,
            Instant.parse("2026-11-22T08:00:00Z"),
            "abc",
            "42",
            new ReplayFile.Board(
                pico.serial(), pico.boardType(), "Raspberry Pi Pico", new RackId("demo"), false),
            new ReplayFile.Image(
                Optional.empty(), Sha256.of(new byte[1]), 1, Firmware.CIRCUITPYTHON, THEN),
            new ReplayFile.ScriptFile(
                new ScriptId("heap/reload_keeps_heap"),
                SCRIPT,
                Sha256.of(Objects.requireNonNull(files.get(SCRIPT)))),
            LIBRARY,
            outcome,
            Optional.empty());
    files.put("replay.json", Json.write(about).getBytes(UTF_8));
  }

  private static Configs configs() {
    try {
      return Configs.load(REPOSITORY);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static Slot pico(Configs configs) {
    Rack demo = Objects.requireNonNull(configs.racks().get(new RackId("demo")));
    return demo.slots().stream()
        .filter(s -> s.boardType().value().equals("raspberry_pi_pico"))
        .findFirst()
        .orElseThrow();
  }

  private int replay(Path port, String... more) throws IOException {
    try (ZipOutputStream packed = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (var file : files.entrySet()) {
        packed.putNextEntry(new ZipEntry(file.getKey()));
        packed.write(file.getValue());
      }
    }
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 80);
    Scene scene = new Scene(console, new Place(REPOSITORY, folder.resolve("data")), Map.of());
    List<String> all = new ArrayList<>(List.of("replay", zip.toString(), "--port"));
    all.add(port.toString());
    all.addAll(List.of(more));
    return CommandLineStart.run(scene, all.toArray(String[]::new));
  }

  private String said() {
    return err.toString(UTF_8).replaceAll("\\s+", " ");
  }

  @Test
  void a_bundle_is_run_on_the_board_on_the_desk_and_held_against_what_came_of_it()
      throws Exception {
    Configs configs = configs();
    Slot pico = pico(configs);
    try (VirtualRack rack =
        Boards.start(
            folder.resolve("rack"),
            new Rack(new RackId("desk"), List.of(pico)),
            configs,
            VirtualRackOptions.real().withRate(10))) {
      Wanted board = Wanted.withSerialPort(configs.type(pico.boardType()).usb().application().id());
      Deadline soon = Deadline.after(Duration.ofSeconds(30));
      Path port = new UsbTree(rack.root()).awaitAt(pico.port(), board, soon).ttys().getFirst();

      assertThat(replay(port)).as(said()).isZero();
      assertThat(said())
          .contains("another firmware: the farm's board ran " + THEN)
          .contains("here as there it is passed");
      assertThat(out.toString(UTF_8)).contains("heap/reload_keeps_heap passed");
      assertThat(replay(port, "--flash")).isEqualTo(2);
      assertThat(said()).contains("the farm did not keep its firmware");
    }
  }

  @Test
  void a_script_that_is_not_the_one_that_was_run_is_refused() throws Exception {
    files.put(SCRIPT, "import hil\n".getBytes(UTF_8));
    assertThat(replay(Path.of("/dev/null"))).isEqualTo(2);
    assertThat(said()).contains(SCRIPT + " is not the one that was run: its SHA-256 is ");
  }

  @Test
  void what_is_no_bundle_is_told_from_one() throws Exception {
    files.remove("replay.json");
    assertThat(replay(Path.of("/dev/null"))).isEqualTo(2);
    assertThat(said()).contains("it holds no replay.json, so it is no bundle to replay");
  }

  @Test
  void a_bundle_of_endlessly_many_files_is_refused() throws Exception {
    for (int i = 0; i < 30; i++) {
      files.put("file" + i, new byte[1]);
    }
    assertThat(replay(Path.of("/dev/null"))).isEqualTo(2);
    assertThat(said()).contains("a bundle holds at most 20 files of");
  }
}
