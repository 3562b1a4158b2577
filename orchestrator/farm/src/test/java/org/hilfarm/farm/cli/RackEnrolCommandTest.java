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
import java.util.stream.Stream;
import org.hilfarm.drivers.commission.Grade;
import org.hilfarm.drivers.commission.PortGrade;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.farm.commission.HostWalk;
import org.hilfarm.farm.commission.RackFileSpot;
import org.hilfarm.farm.commission.Walked;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.Boards;
import org.hilfarm.farm.wiring.Place;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Fixture;
import org.hilfarm.model.board.GpioLine;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.PowerWay;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.board.SwitchFile;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.fault.FaultPlan;
import org.hilfarm.virtual.fault.PortFault;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A walk over virtual hosts: what is found there is in the file, and what lies is not. */
class RackEnrolCommandTest {
  private static final Path REPOSITORY =
      Path.of(System.getProperty("repository.root", "../..")).toAbsolutePath().normalize();
  private static final BoardTypeId PICO = new BoardTypeId("raspberry_pi_pico");

  private final Path folder;
  private final Configs configs;
  private final Path file;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Optional<VirtualRack> rack = Optional.empty();

  RackEnrolCommandTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.configs = Configs.load(REPOSITORY);
    this.file = folder.resolve("new.yaml");
  }

  @AfterEach
  void close() throws Exception {
    if (rack.isPresent()) {
      rack.get().close();
    }
  }

  @Test
  void a_sound_board_with_its_lines_becomes_a_slot_that_has_passed_smoke() throws Exception {
    Fixture lines =
        new Fixture(
            Optional.empty(),
            Optional.of(new GpioLine("gpiochip0", 17, false)),
            Optional.of(new GpioLine("gpiochip0", 18, true)),
            new PowerWay.Uhubctl());
    Path root = start(FaultPlan.none(), switched(3).withFixture(lines));
    Path build = folder.resolve("build");
    DemonstrationBuilds.write(build, configs.types().values(), "10.1.0", Variant.GOOD, 1);
    Path wiring = Files.createDirectory(folder.resolve("wired")).resolve("new.yaml");
    Files.writeString(
        wiring,
        """
        rack: new
        slots:
          - slot: first
            port: "1-1.3"
            board: raspberry_pi_pico
            serial: "E661410000000003"
            abilities: [reset-line, usb-data-switch]
            power: { by: uhubctl }
            usb_data: { file: run/hil/slots/played-3/usb_data, "on": "1", "off": "0" }
            reset_line: { by: gpio, chip: gpiochip0, line: 17 }
            boot_line: { by: gpio, chip: gpiochip0, line: 18, active_low: true }
        """);
    int exit = enrol(root, "--yes", "--wiring", wiring.toString(), "--baseline", build.toString());
    assertThat(exit).as(this::said).isZero();
    assertThat(Files.readString(file))
        .contains("# power: left, came back with its serial, and says it started from power")
        .contains("# usb_data: the board left the bus, and came back")
        .contains("# boot_line: with boot held a reset led to 2e8a:0003")
        .contains("reset_line: { by: gpio, chip: gpiochip0, line: 17 }");
    assertThat(slotsIn(file)).isEqualTo(slotsIn(wiring));
    assertThat(words())
        .contains("first 10.1.0, flashed heap/reload_keeps_heap passed")
        .contains("first 10.1.0, flashed i2c/target_answers not-applicable: needs i2c-target");
    assertThat(root.resolve("run/hil/told/uhubctl"))
        .content()
        .startsWith("-l 1-1 -p 3 -a off\n-l 1-1 -p 3 -a on\n");
    assertThat(root.resolve("run/hil/told/gpioset"))
        .content()
        .contains("--toggle 100ms,0 --chip gpiochip0 17=1")
        .contains("--active-low --chip gpiochip0 18=1");
  }

  @Test
  void ports_that_lie_are_no_slots_and_the_file_says_how_each_lies() throws Exception {
    Path root =
        start(
            FaultPlan.ofPorts(
                new PortFault(port(1), PortFault.Kind.STAYS_ON),
                new PortFault(port(2), PortFault.Kind.KEEPS_POWER),
                new PortFault(port(3), PortFault.Kind.OTHER_SERIAL),
                new PortFault(port(4), PortFault.Kind.GANGED)),
            pico(1),
            pico(2),
            pico(3),
            pico(4),
            pico(5));
    assertThat(enrol(root, "--yes", "--no-smoke", "--json")).as(this::said).isEqualTo(3);
    assertThat(words())
        .startsWith("{")
        .contains("\"KEEPS_POWER\"", "\"1-1.2\"", "\"E661410000000002\"", file.toString());
    assertThat(Files.readString(file).lines().filter(l -> l.startsWith("# No slot")))
        .satisfiesExactly(
            stays -> assertThat(stays).contains("port 1-1.1 ", ": does not switch (", "stays"),
            keeps ->
                assertThat(keeps)
                    .contains("port 1-1.2 ", ": keeps power on (", "Does the hub really cut"),
            other ->
                assertThat(other).contains("E661410000000003 left and FFFFFFFFFFFFFFFF came back"),
            ganged ->
                assertThat(ganged)
                    .contains("port 1-1.4 ", ": switches others too (", "1-1.1, 1-1.2"));
    assertThat(slotsIn(file)).extracting(Slot::port).containsExactly(port(5));
  }

  @Test
  void a_slot_whose_line_fails_is_none() throws Exception {
    Path root = start(FaultPlan.none(), pico(3));
    Path wiring = Files.createDirectory(folder.resolve("wired")).resolve("new.yaml");
    Files.writeString(
        wiring,
        """
        rack: new
        slots:
          - slot: first
            port: "1-1.3"
            board: raspberry_pi_pico
            serial: "E661410000000003"
            abilities: [reset-line]
            reset_line: { by: gpio, chip: gpiochip0, line: 99 }
        """);
    assertThat(enrol(root, "--yes", "--wiring", wiring.toString())).isEqualTo(3);
    assertThat(words())
        .contains(
            "cuts power reset_line fails no: the reset line of slot first (gpiochip0 line 99)")
        .contains("gpioset: cannot find line 99 of chip gpiochip0");
    assertThat(file).doesNotExist();
  }

  @Test
  void a_port_that_nobody_allows_is_not_switched() throws Exception {
    Path root = start(FaultPlan.none(), pico(3));
    List<String> questions = new ArrayList<>();
    HostWalk.Setting setting =
        new HostWalk.Setting(
            new RackId("new"),
            root,
            configs,
            Optional.empty(),
            RackFileSpot.of(file, new RackId("new"), false),
            Optional.empty(),
            true,
            Tools.here());
    Walked walked =
        new HostWalk(
                setting,
                question -> {
                  questions.add(question);
                  return false;
                },
                said -> {})
            .walk();
    assertThat(questions)
        .containsExactly(
            "port 1-1.3: raspberry_pi_pico E661410000000003: switch its power off and on?");
    assertThat(walked.good()).isFalse();
    assertThat(walked.grades()).extracting(PortGrade::power).containsExactly(Grade.NOT_TRIED);
    assertThat(file).doesNotExist();
    assertThat(disable(root, 3)).hasContent("0\n");
  }

  @Test
  void only_ports_of_recognised_boards_are_ever_switched() throws Exception {
    Path root = start(FaultPlan.none(), pico(5));
    Path keyboard = device(root, 7, "046d", "c31c", "Keyboard K120");
    Files.createDirectories(keyboard.resolve("1-1.7:1.0"));
    Files.writeString(keyboard.resolve("1-1.7:1.0/bInterfaceClass"), "03\n");
    Path net = device(root, 8, "0bda", "8153", "USB 10/100/1000 LAN");
    Files.createDirectories(net.resolve("1-1.8:1.0/net/eth1"));
    Path loader = device(root, 9, "2e8a", "0003", "RP2 Boot");
    assertThat(loader).isDirectory();
    assertThat(enrol(root, "--yes", "--no-smoke")).as(this::said).isZero();
    assertThat(words())
        .contains("port 1-1: 0424:2514 \"USB2.0 Hub\" is a hub, and was left alone")
        .contains("port 1-1.7: 046d:c31c \"Keyboard K120\" is a keyboard or mouse, and was left")
        .contains("port 1-1.8: 0bda:8153 \"USB 10/100/1000 LAN\" is a network adapter, and was")
        .contains("port 1-1.9: 2e8a:0003 \"RP2 Boot\": the bootloader of adafruit_feather_rp2040,");
    for (int port : List.of(7, 8, 9)) {
      assertThat(disable(root, port)).hasContent("0\n");
    }
  }

  @Test
  void a_board_whose_drive_is_mounted_is_left_alone() throws Exception {
    Path root = start(FaultPlan.none(), pico(5));
    Path disk = new UsbTree(root).at(port(5)).orElseThrow().disks().getFirst();
    Files.createDirectories(root.resolve("proc"));
    Files.writeString(
        root.resolve("proc/mounts"), "/dev/" + disk.getFileName() + "1 /media/x vfat rw 0 0\n");
    assertThat(enrol(root, "--yes")).as(this::said).isEqualTo(3);
    assertThat(words()).contains("its drive is mounted: unmount it and end the automounter");
    assertThat(file).doesNotExist();
    assertThat(disable(root, 5)).hasContent("0\n");
  }

  @Test
  void a_file_that_is_there_or_cannot_be_is_refused_before_anything_is_switched() throws Exception {
    Files.writeString(file, "mine\n");
    assertThat(enrol(folder, "--yes")).isEqualTo(2);
    assertThat(said())
        .isEqualTo(
            file + ": is there already; say --force to replace it, or --file for another place\n");
    assertThat(file).hasContent("mine\n");
    assertThat(to(folder.resolve("other.yaml"))).isEqualTo(2);
    assertThat(said()).endsWith("other.yaml: the file of rack new is called new.yaml\n");
    assertThat(to(folder.resolve("no/new.yaml"))).isEqualTo(2);
    assertThat(said()).contains("there is no folder " + folder.resolve("no"));
    Path link = Files.createDirectory(folder.resolve("links")).resolve("new.yaml");
    Files.createSymbolicLink(link, file);
    assertThat(to(link, "--force")).isEqualTo(2);
    assertThat(said()).contains("is no plain file, and is left alone");
  }

  private Path start(FaultPlan faults, Slot... slots) throws Exception {
    VirtualRack started =
        Boards.start(
            folder.resolve("rack"),
            new Rack(new RackId("played"), List.of(slots)),
            configs,
            VirtualRackOptions.real().withRate(10).withFaults(faults));
    rack = Optional.of(started);
    UsbTree usb = new UsbTree(started.root());
    for (Slot slot : slots) {
      var unused =
          usb.awaitAt(
              slot.port(),
              Wanted.withSerialPort(configs.type(PICO).usb().application().id()),
              Deadline.after(Duration.ofSeconds(30)));
    }
    return started.root();
  }

  private List<Slot> slotsIn(Path written) throws Exception {
    Map<RackId, Rack> racks = configs.withRack(REPOSITORY, written).racks();
    return Objects.requireNonNull(racks.get(new RackId("new"))).slots();
  }

  private static PortPath port(int number) {
    return new PortPath("1-1." + number);
  }

  private static Slot pico(int number) {
    return new Slot(
        new SlotId("played-" + number),
        port(number),
        PICO,
        new BoardSerial("E66141000000000" + number),
        Set.<Ability>of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Slot switched(int number) {
    Slot slot = pico(number);
    return new Slot(
        slot.id(),
        slot.port(),
        PICO,
        slot.serial(),
        Set.of(),
        Optional.of(new SwitchFile("run/hil/slots/played-3/usb_data", "1", "0")),
        Optional.empty());
  }

  /** A device that is no board, at a port that could be switched. */
  private static Path device(Path root, int port, String vendor, String id, String product)
      throws Exception {
    Path devices = root.resolve("sys/bus/usb/devices");
    Files.createDirectories(disable(root, port).resolveSibling(""));
    Files.writeString(disable(root, port), "0\n");
    Path device = Files.createDirectories(devices.resolve("1-1." + port));
    Files.writeString(device.resolve("idVendor"), vendor + "\n");
    Files.writeString(device.resolve("idProduct"), id + "\n");
    Files.writeString(device.resolve("product"), product + "\n");
    Files.writeString(device.resolve("devnum"), (90 + port) + "\n");
    return device;
  }

  private static Path disable(Path root, int port) {
    return root.resolve("sys/bus/usb/devices/1-1/1-1:1.0/1-1-port" + port + "/disable");
  }

  private int enrol(Path root, String... more) {
    return run(
        Stream.concat(
            Stream.of("--root", root.toString(), "--file", file.toString()), Stream.of(more)));
  }

  private int to(Path elsewhere, String... more) {
    return run(Stream.concat(Stream.of("--file", elsewhere.toString(), "--yes"), Stream.of(more)));
  }

  private int run(Stream<String> options) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false,
            400);
    Scene scene = new Scene(console, new Place(REPOSITORY, folder.resolve("data")), Map.of());
    List<String> args = new ArrayList<>(List.of("rack", "enrol", "new"));
    options.forEach(args::add);
    return CommandLineStart.run(scene, args.toArray(String[]::new));
  }

  private String words() {
    return out.toString(UTF_8).replaceAll("\\s+", " ");
  }

  private String said() {
    return out.toString(UTF_8) + err.toString(UTF_8);
  }
}
