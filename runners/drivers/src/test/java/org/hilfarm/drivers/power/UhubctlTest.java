package org.hilfarm.drivers.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What uhubctl is told, by a program of that name which writes it down. */
class UhubctlTest {
  private static final PortPath PORT = new PortPath("1-1.4");

  private final Path folder;
  private final Uhubctl uhubctl;

  UhubctlTest(@TempDir Path folder) {
    this.folder = folder;
    this.uhubctl = Uhubctl.forOldKernel(new Tools(List.of(folder)));
  }

  @Test
  void it_is_told_hub_and_port() throws Exception {
    program("echo \"$@\" >> " + folder.resolve("told"));
    uhubctl.set(PORT, false, soon());
    uhubctl.set(new PortPath("2-3"), true, soon());
    assertThat(folder.resolve("told")).hasContent("-l 1-1 -p 4 -a off\n-l 2 -p 3 -a on\n");
  }

  @Test
  void what_it_says_when_it_fails_is_told() throws Exception {
    program("echo 'No compatible devices detected at location 1-1!'; exit 1");
    assertThatThrownBy(() -> uhubctl.set(PORT, false, soon()))
        .isInstanceOf(PowerException.class)
        .hasMessage(
            "cannot switch off port 1-1.4: uhubctl ended with 1 and said: No compatible devices"
                + " detected at location 1-1!");
  }

  @Test
  void it_is_not_waited_for_longer_than_the_deadline() throws Exception {
    program("exec sleep 60");
    assertThatThrownBy(() -> uhubctl.set(PORT, true, Deadline.after(Duration.ofMillis(30))))
        .hasMessageStartingWith("cannot switch on port 1-1.4: uhubctl did not end within ");
  }

  @Test
  void where_there_is_none_that_is_told() {
    assertThatThrownBy(() -> uhubctl.set(PORT, true, soon()))
        .isInstanceOf(PowerException.class)
        .hasMessageStartingWith(
            "cannot switch on port 1-1.4: the kernel is older than 6.0 and there is no uhubctl: ");
  }

  /** Words of uhubctl 2.5 for a hub that says it switches and leaves the port on. */
  @Test
  void a_port_that_has_power_after_it_was_switched_off_is_told() throws Exception {
    program(
        """
        echo 'Current status for hub 1-1 [05e3:0608 USB2.0 Hub, USB 2.00, 4 ports, ppps]'
        echo '  Port 4: 0103 power enable connect [239a:80f4 Raspberry Pi Pico E66]'
        echo 'Sent power off request'
        echo 'New status for hub 1-1 [05e3:0608 USB2.0 Hub, USB 2.00, 4 ports, ppps]'
        echo '  Port 4: 0103 power enable connect [239a:80f4 Raspberry Pi Pico E66]'\
        """);
    assertThatThrownBy(() -> uhubctl.set(PORT, false, soon()))
        .isInstanceOf(PowerException.class)
        .hasMessage(
            "cannot switch off port 1-1.4: uhubctl ended well, but the hub says afterwards \"Port"
                + " 4: 0103 power enable connect [239a:80f4 Raspberry Pi Pico E66]\"; it does not"
                + " switch this port");
  }

  @Test
  void the_status_before_is_not_taken_for_the_one_after() throws Exception {
    program(
        """
        echo 'Current status for hub 1-1 [05e3:0608 USB2.0 Hub, USB 2.00, 4 ports, ppps]'
        echo '  Port 4: 0103 power enable connect [239a:80f4 Raspberry Pi Pico E66]'
        echo 'Sent power off request'
        echo 'New status for hub 1-1 [05e3:0608 USB2.0 Hub, USB 2.00, 4 ports, ppps]'
        echo '  Port 4: 0000 off'\
        """);
    uhubctl.set(PORT, false, soon());
    assertThatThrownBy(() -> uhubctl.set(PORT, true, soon()))
        .hasMessageContaining("the hub says afterwards \"Port 4: 0000 off\"");
  }

  @Test
  void what_it_says_cannot_fool_a_terminal() throws Exception {
    program("printf 'gone\\033[2J'; exit 3");
    assertThatThrownBy(() -> uhubctl.set(PORT, false, soon()))
        .hasMessageEndingWith("uhubctl ended with 3 and said: gone?[2J");
  }

  private void program(String script) throws IOException {
    Path file = folder.resolve("uhubctl");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }
}
