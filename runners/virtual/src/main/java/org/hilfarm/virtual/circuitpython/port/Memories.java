package org.hilfarm.virtual.circuitpython.port;

import java.util.HexFormat;
import org.hilfarm.virtual.board.Chip;
import org.hilfarm.virtual.circuitpython.vm.Answer;

/** {@code microcontroller.nvm} and {@code alarm.sleep_memory}: "2 5" reads, "2 = 0a0b" writes. */
final class Memories {
  private final Chip chip;

  Memories(Chip chip) {
    this.chip = chip;
  }

  Answer nvm(String words) {
    boolean writes = words.contains("=");
    Answer answer = access(chip.nvm(), words);
    if (writes) {
      chip.saveNvm();
    }
    return answer;
  }

  Answer sleepMemory(String words) {
    return access(chip.retained().sleepMemory(), words);
  }

  private static Answer access(byte[] memory, String words) {
    String[] parts = words.split(" ");
    int from = Integer.parseInt(parts[0]);
    if (parts[1].equals("=")) {
      byte[] data = HexFormat.of().parseHex(parts.length > 2 ? parts[2] : "");
      System.arraycopy(data, 0, memory, from, data.length);
      return Answer.OK;
    }
    return Answer.of(HexFormat.of().formatHex(memory, from, Integer.parseInt(parts[1])));
  }
}
