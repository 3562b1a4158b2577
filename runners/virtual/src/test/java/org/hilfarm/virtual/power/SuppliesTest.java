package org.hilfarm.virtual.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppliesTest {
  private final List<Boolean> told = new ArrayList<>();

  private boolean powered() {
    return told.getLast();
  }

  @Test
  void where_a_meter_is_the_switch_of_the_data_lines_takes_power_too() {
    Supplies supplies = new Supplies(true, told::add);
    supplies.lines(false);
    assertThat(powered()).isFalse();
    supplies.meter(true);
    assertThat(powered()).isTrue();
    assertThat(supplies.fromMeter()).isTrue();
  }

  @Test
  void where_none_is_the_board_keeps_its_power() {
    Supplies supplies = new Supplies(false, told::add);
    supplies.lines(false);
    assertThat(powered()).isTrue();
    supplies.port(false);
    assertThat(powered()).isFalse();
  }

  @Test
  void a_board_on_usb_draws_nothing_from_its_meter() {
    Supplies supplies = new Supplies(true, told::add);
    supplies.meter(true);
    assertThat(supplies.fromMeter()).isFalse();
    supplies.port(false);
    assertThat(powered()).isTrue();
    assertThat(supplies.fromMeter()).isTrue();
  }
}
