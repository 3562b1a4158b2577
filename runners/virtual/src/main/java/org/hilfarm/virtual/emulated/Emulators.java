package org.hilfarm.virtual.emulated;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs that play a rack's emulated chips. One keeps one processor busy, so there are as
 * many as the machine has processors, or chips where those are fewer. One thread.
 */
public final class Emulators implements AutoCloseable {
  private final List<Emulator> programs = new ArrayList<>();
  private final int chips;
  private int given;

  private Emulators(int chips) {
    this.chips = chips;
  }

  /**
   * Starts them; throws where the program cannot be started at all.
   *
   * @param chips how many there will be
   */
  public static Emulators start(String rack, EmulatorProgram program, int chips)
      throws IOException {
    Emulators started = new Emulators(chips);
    try {
      int programs = Math.min(program.atOnce(), chips);
      for (int i = 1; i <= programs; i++) {
        String name = programs == 1 ? rack : rack + "-" + i;
        started.programs.add(Emulator.start(name, program));
      }
      return started;
    } catch (IOException e) {
      started.close();
      throw e;
    }
  }

  /** The next chip, of the program whose turn it is. */
  public ChipLink nextChip() {
    return programs.get(given++ % programs.size()).nextChip();
  }

  /** How many chips share one processor, at most. */
  public int sharing() {
    return Math.ceilDiv(chips, programs.size());
  }

  @Override
  public void close() {
    programs.forEach(Emulator::close);
  }
}
