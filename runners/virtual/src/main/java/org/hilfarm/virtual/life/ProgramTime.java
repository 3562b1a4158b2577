package org.hilfarm.virtual.life;

import java.time.Duration;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;

/**
 * How long a UF2 bootloader takes to program what it was given, in board time: erase and program
 * times of the flash per 4 KiB page. RP2040 and ESP32-S2: W25Q-type NOR, 45 ms to erase and about
 * 10 ms to program; nRF52840: 85 ms and 42 ms (product specification, tERASEPAGE and tWRITE). An
 * emulated board's bootloader is played by the rack, so nothing is learnt by waiting as long: a
 * tenth.
 */
final class ProgramTime {
  private static final int PAGE = 4096;

  private ProgramTime() {}

  static Duration of(Board board, int bytes) {
    double millis =
        switch (board.type().family()) {
          case ESP32S2, RP2040 -> 55;
          case NRF52840 -> 127;
        };
    double factor = board.faults().amount(FaultStage.FLASHING, FaultKind.SLOW_FLASH).orElse(1);
    double share = board.slot().emulated() ? 0.1 : 1;
    return Duration.ofNanos((long) (millis * 1e6 * bytes / PAGE * factor * share));
  }
}
