package org.hilfarm.agent.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.agent.Samples.FIRST;
import static org.hilfarm.agent.Samples.PICO_TYPE;

import java.util.List;
import org.hilfarm.agent.Samples;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.UsbId;
import org.junit.jupiter.api.Test;

class SightingTest {
  @Test
  void the_right_serial_at_the_right_port_is_ready() {
    assertThat(seen(device("1-1.1", "239a:80f4", "Pico", FIRST.value())))
        .isEqualTo(new Sighting(BoardState.READY, "its application is on port 1-1.1"));
  }

  @Test
  void in_a_bootloader_the_place_alone_counts() {
    assertThat(seen(device("1-1.1", "2e8a:0003", "RP2 Boot", "E0C9125B0D9B")))
        .isEqualTo(new Sighting(BoardState.READY, "waits in its bootloader on port 1-1.1"));
  }

  @Test
  void another_serial_at_the_port_is_an_alarm() {
    assertThat(seen(device("1-1.1", "239a:80f4", "Pico", "OTHER\u001b[2J")))
        .isEqualTo(
            new Sighting(
                BoardState.QUARANTINED,
                "port 1-1.1 has the board with serial \"OTHER.[2J\", not E660000000000001: it was"
                    + " moved or replaced"));
  }

  @Test
  void another_kind_of_device_at_the_port_is_an_alarm() {
    assertThat(seen(device("1-1.1", "046d:c31c", "Keyboard", "")))
        .isEqualTo(
            new Sighting(
                BoardState.QUARANTINED,
                "port 1-1.1 has a device 046d:c31c (Keyboard), which is no raspberry_pi_pico"));
  }

  @Test
  void nothing_at_the_port_is_offline_and_says_where_the_board_went() {
    assertThat(seen(HUB))
        .isEqualTo(new Sighting(BoardState.OFFLINE, "nothing is plugged in at port 1-1.1"));
    assertThat(seen(device("1-1.4", "239a:80f4", "Pico", FIRST.value())))
        .isEqualTo(
            new Sighting(
                BoardState.OFFLINE,
                "nothing is plugged in at port 1-1.1; its board is at port 1-1.4: it was moved"));
  }

  @Test
  void a_hub_or_a_controller_that_is_gone_is_named_as_what_to_look_at() {
    assertThat(seen(device("1-2.4", "239a:80f4", "Pico", "another hub's")).reason())
        .isEqualTo(
            "nothing is plugged in at port 1-1.1: its hub 1-1 is gone as well, look at that hub's"
                + " cable and supply");
    assertThat(seen(device("2-1.1", "239a:80f4", "Pico", "another bus's")).reason())
        .isEqualTo(
            "nothing is plugged in at port 1-1.1: nothing is left on bus 1, look at its hub's"
                + " cable, and in the kernel's log whether its USB controller died");
  }

  private static final UsbDevice HUB = device("1-1", "2109:2817", "USB2.0 Hub", "");

  private static Sighting seen(UsbDevice... plugged) {
    return Sighting.of(Samples.slot("a", "1-1.1", FIRST), PICO_TYPE, List.of(plugged));
  }

  private static UsbDevice device(String port, String id, String product, String serial) {
    return new UsbDevice(
        new PortPath(port), UsbId.parse(id), "", product, serial, List.of(), List.of(), "1");
  }
}
