package org.hilfarm.drivers.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.drivers.usb.SysfsFolder;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Fixture;
import org.hilfarm.model.board.GpioLine;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.PowerWay;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.board.SwitchCommand;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gpioset and a relay's program are told, by programs of those names that write it down. */
class LinesTest {
  private static final GpioLine LINE = new GpioLine("gpiochip0", 17, false);
  private static final Slot SLOT =
      new Slot(
          new SlotId("pico"),
          new PortPath("1-1.4"),
          new BoardTypeId("raspberry_pi_pico"),
          new BoardSerial("E6614103E7174D23"),
          Set.of(),
          Optional.empty(),
          Optional.empty());

  private final Path root;
  private final Lines lines;

  LinesTest(@TempDir Path root) {
    this.root = root;
    this.lines = new Lines(root, SLOT, new Tools(List.of()));
  }

  @Test
  void gpioset_2_is_told_in_its_own_words() throws Exception {
    gpioset("v2.1.3", "");
    press(new GpioLine("gpiochip4", 3, true));
    assertThat(told())
        .containsExactly(
            "--toggle 100ms,0 --active-low --chip gpiochip4 3=1",
            "--toggle 0 --active-low --chip gpiochip4 3=0");
  }

  @Test
  void gpioset_1_is_told_in_its_own_words() throws Exception {
    gpioset("v1.6.3", "");
    press(LINE);
    assertThat(told())
        .containsExactly("--mode=time --usec=100000 gpiochip0 17=1", "--mode=exit gpiochip0 17=0");
  }

  @Test
  void a_line_that_is_on_is_held_until_it_is_off() throws Exception {
    gpioset(
        "v2.1", "case $* in --chip*) echo $$ > held.new; mv held.new held; exec sleep 600;; esac");
    try (Line line = lines.open(LINE, "the reset line")) {
      line.set(true, soon());
      ProcessHandle holder = ProcessHandle.of(await("held")).orElseThrow();
      assertThat(holder.isAlive()).isTrue();
      line.set(false, soon());
      assertThat(holder.onExit().join().isAlive()).isFalse();
    }
    assertThat(told()).containsExactly("--chip gpiochip0 17=1", "--toggle 0 --chip gpiochip0 17=0");
  }

  @Test
  void a_line_that_another_program_has_is_told() throws Exception {
    gpioset(
        "v1.6.3",
        "echo 'gpioset: error setting the GPIO line values: Device or resource busy'; exit 1");
    assertThatThrownBy(() -> press(LINE))
        .isInstanceOf(PowerException.class)
        .hasMessageContaining("the reset line of slot pico (gpiochip0 line 17) was not switched")
        .hasMessageEndingWith(
            "gpioset ended with 1 and said: gpioset: error setting the GPIO line values: Device or"
                + " resource busy");
  }

  @Test
  void a_gpioset_of_no_known_kind_is_not_guessed_at() throws Exception {
    gpioset("", "");
    assertThatThrownBy(() -> press(LINE))
        .hasMessage(
            "the reset line of slot pico (gpiochip0 line 17) was not switched on: gpioset says no"
                + " version of libgpiod: gpioset (libgpiod)");
    assertThat(root.resolve("told")).doesNotExist();
  }

  @Test
  void without_gpioset_the_package_is_named() {
    assertThatThrownBy(() -> press(LINE))
        .hasMessage(
            "the reset line of slot pico (gpiochip0 line 17) was not switched on: there is no"
                + " gpioset; install gpiod");
  }

  @Test
  void a_command_gets_its_words_one_by_one_and_no_shell_reads_them() throws Exception {
    program("opt/relay", "for word; do echo \"<$word>\" >> told; done");
    SwitchCommand relay =
        new SwitchCommand(
            List.of("/opt/relay", "{slot}: {hub} {number}", "$(reboot); on"),
            List.of("/opt/relay", "{serial}", "off"));
    try (Line line = lines.open(relay, "the reset line")) {
      line.press(Duration.ofMillis(1), soon());
    }
    assertThat(told())
        .containsExactly("<pico: 1-1 4>", "<$(reboot); on>", "<E6614103E7174D23>", "<off>");
  }

  @Test
  void a_command_that_fails_leaves_no_doubt() throws Exception {
    program("opt/relay", "echo no such relay; exit 7");
    SwitchCommand relay = new SwitchCommand(List.of("/opt/relay"), List.of("/opt/relay"));
    assertThatThrownBy(() -> lines.open(relay, "the reset line").set(true, soon()))
        .hasMessage(
            "the reset line of slot pico was not switched on: relay ended with 7 and said: no such"
                + " relay");
  }

  @Test
  void a_command_that_does_not_end_is_ended() throws Exception {
    program("opt/relay", "exec sleep 600");
    SwitchCommand relay = new SwitchCommand(List.of("/opt/relay"), List.of("/opt/relay"));
    assertThatThrownBy(
            () ->
                lines
                    .open(relay, "the reset line")
                    .set(true, Deadline.after(Duration.ofMillis(30))))
        .hasMessageContaining("relay did not end within ");
  }

  @Test
  void a_gpio_line_is_driven_while_power_is_cut_and_let_go_afterwards() throws Exception {
    new SysfsFolder(root).plugPico("1-1.4", "17");
    gpioset("v2.1", "case $* in --chip*) rm -r sys/bus/usb/devices/1-1.4; exec sleep 600;; esac");
    Slot relayed =
        SLOT.withFixture(
            new Fixture(
                Optional.empty(), Optional.empty(), Optional.empty(), new PowerWay.Switched(LINE)));
    PortPower power = PortPower.of(root, relayed, new Tools(List.of()));
    power.cycle(relayed.port(), soon());
    assertThat(told()).containsExactly("--chip gpiochip0 17=1", "--toggle 0 --chip gpiochip0 17=0");
  }

  @Test
  void a_virtual_racks_power_is_never_switched_by_this_machines_uhubctl() throws Exception {
    Path here = Files.createDirectories(root.resolve("here"));
    program("here/uhubctl", "echo of this machine >> told");
    program("usr/bin/uhubctl", "echo of the rack >> told");
    Slot by =
        SLOT.withFixture(
            new Fixture(
                Optional.empty(), Optional.empty(), Optional.empty(), new PowerWay.Uhubctl()));
    PortPower.of(root, by, new Tools(List.of(here))).on(by.port(), soon());
    assertThat(told()).containsExactly("of the rack");
  }

  private void press(GpioLine gpio) throws Exception {
    try (Line line = lines.open(gpio, "the reset line")) {
      line.press(Duration.ofMillis(100), soon());
    }
  }

  private void gpioset(String version, String then) throws IOException {
    program(
        "usr/bin/gpioset",
        "if [ \"$1\" = --version ]; then echo \"gpioset (libgpiod) %s\"; exit; fi\n"
                .formatted(version)
            + "echo \"$*\" >> told\n"
            + then);
  }

  private void program(String name, String script) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\ncd '" + root + "'\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> told() throws IOException {
    return Files.readAllLines(root.resolve("told"));
  }

  private long await(String file) throws Exception {
    Deadline deadline = soon();
    while (!Files.exists(root.resolve(file))) {
      assertThat(deadline.passed()).as("the holder is started").isFalse();
      Thread.onSpinWait();
    }
    return Long.parseLong(Files.readString(root.resolve(file)).strip());
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }
}
