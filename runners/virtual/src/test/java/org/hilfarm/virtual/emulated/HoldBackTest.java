package org.hilfarm.virtual.emulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldBackTest {
  private final List<Boolean> told = new ArrayList<>();
  private final HoldBack holdBack = new HoldBack(told::add);

  @Test
  void the_host_is_held_back_while_much_waits_for_the_firmware() {
    holdBack.gave(8192);
    assertThat(told).isEmpty();
    holdBack.gave(1);
    assertThat(told).containsExactly(true);
    holdBack.took(6144);
    assertThat(told).containsExactly(true);
    holdBack.took(6145);
    assertThat(told).containsExactly(true, false);
  }

  @Test
  void the_firmware_s_count_may_go_round() {
    for (int i = 0; i < 1024; i++) {
      holdBack.gave(1 << 22);
      holdBack.took((i + 1) << 22);
    }
    told.clear();
    holdBack.gave(9000);
    holdBack.took(9000);
    assertThat(told).containsExactly(true, false);
  }
}
