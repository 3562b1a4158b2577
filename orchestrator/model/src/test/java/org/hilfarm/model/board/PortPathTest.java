package org.hilfarm.model.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PortPathTest {
  @Test
  void a_port_knows_its_hub_and_number() {
    PortPath port = new PortPath("1-1.4.12");
    assertThat(port.hub()).isEqualTo("1-1.4");
    assertThat(port.portNumber()).isEqualTo(12);
  }

  @Test
  void a_port_of_the_root_hub_belongs_to_the_bus() {
    PortPath port = new PortPath("2-3");
    assertThat(port.hub()).isEqualTo("usb2");
    assertThat(port.portNumber()).isEqualTo(3);
  }

  @Test
  void what_is_no_port_path_is_refused_with_an_example() {
    assertThatThrownBy(() -> new PortPath("1-1/../2"))
        .hasMessage(
            "not a USB port path: \"1-1/../2\" (write it as the kernel does, such as 1-1.4)");
  }
}
