package org.hilfarm.farm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Boards;
import org.hilfarm.farm.wiring.Place;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two boards: one that a rack's file describes, at a port that switches power; and one on a desk,
 * of which nobody has written anything down, at a port that does not.
 */
class TestCommandTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("repository.root", "../..")).toAbsolutePath().normalize();
  private static final PortPath RACK_PORT = new PortPath("1-1.5");
  private static final PortPath DESK_PORT = new PortPath("1-1.7");

  private final Path folder;
  private final VirtualRack rack;
  private final Path described;
  private final Path desk;
  private ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteArrayOutputStream err = new ByteArrayOutputStream();

  TestCommandTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    Configs configs = Configs.load(REPOSITORY);
    Rack demo = Objects.requireNonNull(configs.racks().get(new RackId("demo")));
    Slot pico = demo.slots().stream().filter(s -> s.port().equals(RACK_PORT)).findFirst().get();
    Slot bare =
        new Slot(
            new SlotId("bare"),
            DESK_PORT,
            pico.boardType(),
            new BoardSerial("E6614103E7000001"),
            Set.of(),
            Optional.empty(),
            Optional.of(new I2cTarget(0x76, 0xd0, 0x58)));
    rack =
        Boards.start(
            folder.resolve("rack"),
            new Rack(new RackId("desk"), List.of(pico, bare)),
            configs,
            VirtualRackOptions.real().withRate(10));
    Wanted board = Wanted.withSerialPort(configs.type(pico.boardType()).usb().application().id());
    UsbTree usb = new UsbTree(rack.root());
    Deadline soon = Deadline.after(Duration.ofSeconds(30));
    described = usb.awaitAt(RACK_PORT, board, soon).ttys().getFirst();
    desk = usb.awaitAt(DESK_PORT, board, soon).ttys().getFirst();
  }

  @BeforeEach
  void the_desks_port_cannot_switch_power() throws Exception {
    Files.delete(
        rack.root().resolve("sys/bus/usb/devices/1-1/1-1:1.0/1-1-port7").resolve("disable"));
  }

  @AfterEach
  void close() throws Exception {
    rack.close();
  }

  @Test
  void a_heap_script_passes_with_every_measure_and_its_limits() {
    assertThat(test("heap/reload_keeps_heap", described)).as(this::said).isZero();
    assertThat(out.toString(UTF_8))
        .containsPattern("ok +heap_lost_a_reload = .* B \\(at least -16, at most 16\\)")
        .contains("start 1 POWER_CYCLE: POWER_ON, expected")
        .contains("heap/reload_keeps_heap passed: reloads and full heaps give all memory back.");
    assertThat(err.toString(UTF_8)).contains("phase 1 of 2: read_free", "phase 2 of 2: fill");
  }

  @Test
  void a_watchdog_script_goes_through_its_reset_where_no_port_switches_power() {
    assertThat(test("watchdog/reset_bites", desk)).as(this::said).isZero();
    assertThat(words(out))
        .contains("start 1 SOFTWARE_RESET: SOFTWARE, expected")
        .contains("this reset stands in for a power cycle: ")
        .contains("start 2 WATCHDOG_UNFED: WATCHDOG, expected")
        .contains("ok the board says a watchdog reset it")
        .contains("watchdog/reset_bites passed");
    assertThat(err.toString(UTF_8)).contains("phase 1 of 2: arm", "phase 2 of 2: after");
  }

  @Test
  void wiring_said_on_the_command_line_is_what_the_script_talks_to() {
    assertThat(test("i2c/target_answers", desk, "--i2c", "0x76:0xd0:0x58")).as(this::said).isZero();
    assertThat(words(out)).contains("ok its register holds 0x58 (88)");
  }

  @Test
  void a_scripts_name_will_do_and_one_that_is_none_is_told() {
    assertThat(run("i2c/target_answers", described)).as(this::said).isZero();
    assertThat(run("i2c/no_such", described)).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("i2c/no_such: no such script: name a file, or one below ")
        .contains("such as watchdog/reset_bites");
    assertThat(run("../farm", described)).isEqualTo(2);
  }

  @Test
  void wiring_of_a_racks_file_need_not_be_said_again() {
    assertThat(test("i2c/target_answers", described, "--json")).as(this::said).isZero();
    assertThat(out.toString(UTF_8))
        .startsWith("{")
        .contains("\"status\" : \"passed\"", "\"slot\" : \"pico\"", "\"blame\" : null");
  }

  @Test
  void a_check_that_fails_is_the_firmwares_fault_and_exits_with_1() {
    assertThat(test("i2c/target_answers", desk, "--i2c", "0x76:0xd0:0x59"))
        .as(this::said)
        .isEqualTo(1);
    assertThat(words(out))
        .contains("FAILED its register holds 0x59 (88)")
        .contains("i2c/target_answers failed (CHECK_FAILED, FIRMWARE): ");
  }

  @Test
  void upstreams_tests_run_as_they_are_each_in_an_interpreter_of_its_own() {
    assertThat(run(upstream("basics"), described)).as(this::said).isEqualTo(1);
    assertThat(words(out))
        .contains("basics 4 passed 3 failed 3 skipped 0 not run")
        .contains(
            "skipped it says SKIP, as it does without \"import no_such_module\": basics/skips")
        .contains("skipped no expected output beside it: basics/without")
        .contains("it needs the module no_such_module, which is not on the board: basics/needs")
        .containsPattern("FAILED basics/differs: .*line 2 is \"zwei\" where \"two\" is expected")
        .contains("@ line 2 -two - +zwei")
        .containsPattern("FAILED basics/hangs: .*did not end within 30 s of board time")
        .containsPattern("FAILED basics/resets: .*was reset in the middle of a phase")
        .containsPattern("10 tests: 4 passed, 3 failed, 3 skipped, 0 not run; .* 2 starts of");
    assertThat(err.toString(UTF_8)).contains("10 upstream tests in ", "of 10: failed");
  }

  @Test
  void a_scoreboard_runs_as_code_py_over_its_own_resets() {
    assertThat(run(upstream("sleep"), described, "--json")).as(this::said).isZero();
    assertThat(out.toString(UTF_8)).contains("\"passed\" : 1", "\"folder\" : \"sleep\"");
    assertThat(run(upstream("sleep"), desk)).as(this::said).isEqualTo(3);
    assertThat(words(out))
        .contains("it begins with a power cycle, and the port cannot switch power");
  }

  private static String upstream(String folder) {
    return REPOSITORY
        .resolve("orchestrator/farm/src/test/resources/upstream-tests")
        .resolve(folder)
        .toString();
  }

  @Test
  void a_script_whose_needs_are_not_met_is_refused_before_it_starts() {
    assertThat(test("deep_sleep/time_alarm_wakes", desk)).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .startsWith(
            "deep_sleep/time_alarm_wakes needs usb-data-switch, which neither the"
                + " raspberry_pi_pico nor its wiring has");
  }

  @Test
  void an_ability_nobody_can_say_how_to_use_is_refused() {
    assertThat(test("deep_sleep/time_alarm_wakes", desk, "--slot-ability", "usb-data-switch"))
        .isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .startsWith("usb-data-switch: only a rack's file can say how to throw it");
    assertThat(test("gpio/reset_pin_tells", desk, "--slot-ability", "reset-line")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("reset-line: only a rack's file can say");
    assertThat(test("i2c/target_answers", desk, "--slot-ability", "i2c-target")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).startsWith("i2c-target: say what is on the bus with --i2c");
  }

  @Test
  void a_missing_port_is_named() {
    Path nothing = rack.root().resolve("dev/ttyACM99");
    assertThat(test("heap/reload_keeps_heap", nothing)).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .isEqualTo(
            nothing + ": there is no such port; is the board plugged in, and with a data cable?\n");
  }

  @Test
  void a_port_that_no_usb_device_owns_is_no_boards() throws Exception {
    Path lonely = Files.createFile(rack.root().resolve("dev/ttyS7"));
    assertThat(test("heap/reload_keeps_heap", lonely)).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("/dev/ttyS7: no USB device owns this port");
  }

  @Test
  void a_device_of_another_kind_is_no_board_until_somebody_says_so() throws Exception {
    Path port = serialAdapter(folder.resolve("adapter"));
    assertThat(test("heap/reload_keeps_heap", port)).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("1-2 (1a86:7523 \"USB Serial\") is no board", "--board BOARD_ID");
    assertThat(test("heap/reload_keeps_heap", port, "--board", "raspberry_pi_pico")).isEqualTo(3);
    assertThat(words(out)).contains("not-run (");
  }

  @Test
  void wiring_that_is_no_wiring_is_a_usage_error() {
    assertThat(test("i2c/target_answers", desk, "--i2c", "0x76:0xd0")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("is no ADDRESS:REGISTER:VALUE of bytes");
    assertThat(test("i2c/target_answers", desk, "--i2c", "0x76:300:1")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("a byte is 0 to 255");
  }

  /** A plain serial adapter, as sysfs shows it; its node is no terminal. */
  private static Path serialAdapter(Path root) throws Exception {
    Path device = root.resolve("sys/bus/usb/devices/1-2");
    Files.createDirectories(device.resolve("1-2:1.0/tty/ttyACM0"));
    Files.writeString(device.resolve("idVendor"), "1a86\n");
    Files.writeString(device.resolve("idProduct"), "7523\n");
    Files.writeString(device.resolve("product"), "USB Serial\n");
    Files.writeString(device.resolve("serial"), "0001\n");
    Files.writeString(device.resolve("devnum"), "3\n");
    return Files.createFile(Files.createDirectories(root.resolve("dev")).resolve("ttyACM0"));
  }

  private int test(String script, Path port, String... more) {
    return run(REPOSITORY.resolve("test-scripts/" + script + ".py").toString(), port, more);
  }

  private int run(String script, Path port, String... more) {
    out = new ByteArrayOutputStream();
    err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false,
            200);
    Scene scene = new Scene(console, new Place(REPOSITORY, folder.resolve("data")), Map.of());
    List<String> args = new ArrayList<>(List.of("test", script, "--port", port.toString()));
    args.addAll(List.of(more));
    return CommandLineStart.run(scene, args.toArray(String[]::new));
  }

  private static String words(ByteArrayOutputStream stream) {
    return stream.toString(UTF_8).replaceAll("\\s+", " ");
  }

  private String said() {
    return out.toString(UTF_8) + err.toString(UTF_8);
  }
}
