package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import java.util.Arrays;
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
    pack();
    return replayed(port, more);
  }

  private void pack() throws IOException {
    try (ZipOutputStream packed = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (var file : files.entrySet()) {
        packed.putNextEntry(new ZipEntry(file.getKey()));
        packed.write(file.getValue());
      }
    }
  }

  private int replayed(Path port, String... more) {
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

  @Test
  void a_bundle_that_unpacks_to_more_than_one_holds_is_refused_before_it_is_in_memory()
      throws Exception {
    files.put("firmware/bomb.uf2", new byte[65 << 20]);
    assertThat(replay(Path.of("/dev/null"))).isEqualTo(2);
    assertThat(Files.size(zip)).isLessThan(1 << 20);
    assertThat(said()).contains("files of 67108864 bytes together");
  }

  @Test
  void names_that_lead_out_of_a_bundle_are_only_names() throws Exception {
    files.put("../escaped.txt", "out".getBytes(UTF_8));
    files.put("/tmp/escaped-by-replay.txt", "out".getBytes(UTF_8));
    assertThat(replay(Path.of("/dev/null"))).isEqualTo(2);
    assertThat(folder.resolveSibling("escaped.txt")).doesNotExist();
    assertThat(Path.of("/tmp/escaped-by-replay.txt")).doesNotExist();
  }

  @Test
  void what_a_bundle_says_of_itself_is_nothing_a_terminal_obeys() throws Exception {
    String about = new String(Objects.requireNonNull(files.get("replay.json")), UTF_8);
    String harm = "\\u001b]52;c;b3duZWQ=\\u0007\\u202e";
    for (String hostile :
        List.of(
            about.replace(LIBRARY, LIBRARY + harm),
            about.replace("\"r1\"", "\"r1" + harm + "\""),
            about.replace("\"42\"", "\"4" + harm + "\""))) {
      assertThat(hostile).isNotEqualTo(about);
      files.put("replay.json", hostile.getBytes(UTF_8));
      err.reset();
      assertThat(replay(Path.of("/dev/null"))).isEqualTo(2);
      assertThat(err.toString(UTF_8))
          .contains("replay")
          .doesNotContain("\u001b", "\u0007", "\u202e");
    }
    files.put("replay.json", about.getBytes(UTF_8));
    files.put(SCRIPT, "# /// hil\n# \u001b]0;owned\u0007 =\n# ///\n".getBytes(UTF_8));
    about("passed");
    err.reset();
    assertThat(replay(Path.of("/dev/null"))).isEqualTo(2);
    assertThat(err.toString(UTF_8)).doesNotContain("\u001b", "\u0007");
  }

  @Test
  void a_bundle_that_was_cut_short_is_to_be_fetched_again() throws Exception {
    pack();
    byte[] whole = Files.readAllBytes(zip);
    Files.write(zip, Arrays.copyOf(whole, 500));
    assertThat(replayed(Path.of("/dev/null"))).isEqualTo(2);
    assertThat(said()).contains("the zip ends in the middle: download it again");
  }

  @Test
  void a_file_that_is_there_twice_is_refused() throws Exception {
    byte[] other = "import hil\n".getBytes(UTF_8);
    files.put(SCRIPT.replace(".py", ".pz"), other);
    pack();
    byte[] packed = Files.readAllBytes(zip);
    byte[] from = SCRIPT.replace(".py", ".pz").getBytes(ISO_8859_1);
    String text = new String(packed, ISO_8859_1).replace(new String(from, ISO_8859_1), SCRIPT);
    Files.write(zip, text.getBytes(ISO_8859_1));
    assertThat(replayed(Path.of("/dev/null"))).isEqualTo(2);
    assertThat(said()).contains("it holds " + SCRIPT + " twice");
  }

  @Test
  void a_bundle_of_a_newer_farm_and_one_that_says_nothing_are_told_apart() throws Exception {
    files.put("replay.json", "{\"format\":2,\"all\":\"is new\"}".getBytes(UTF_8));
    assertThat(replay(Path.of("/dev/null"))).isEqualTo(2);
    assertThat(said()).contains("it is of format 2, and this farm reads 1: update the farm");
    err.reset();
    files.put("replay.json", "null".getBytes(UTF_8));
    assertThat(replay(Path.of("/dev/null"))).isEqualTo(2);
    assertThat(said()).contains("its replay.json cannot be read: it says null");
  }
}
