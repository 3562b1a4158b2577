package org.hilfarm.virtual.life;

import java.util.Arrays;
import org.hilfarm.virtual.fault.BoardFaults;
import org.hilfarm.virtual.fault.FaultKind;
import org.hilfarm.virtual.fault.FaultStage;

/** What a bad line makes of console bytes. */
final class ConsoleNoise {
  private ConsoleNoise() {}

  static byte[] on(byte[] bytes, BoardFaults faults) {
    byte[] heard = bytes;
    if (bytes.length > 1 && faults.strikes(FaultStage.RUNNING, FaultKind.TORN_LINES)) {
      heard = Arrays.copyOf(bytes, 1 + (int) (faults.chance() * (bytes.length - 1)));
    }
    double share = faults.amount(FaultStage.RUNNING, FaultKind.GARBAGE).orElse(0);
    if (share > 0) {
      heard = heard.clone();
      for (int i = 0; i < heard.length; i++) {
        heard[i] = faults.chance() < share ? (byte) (0x80 | heard[i]) : heard[i];
      }
    }
    return heard;
  }
}
