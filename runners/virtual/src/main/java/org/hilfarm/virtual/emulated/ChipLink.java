package org.hilfarm.virtual.emulated;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The wires of one emulated chip: what is done to it, and what it does. Any thread may use it; the
 * listener is told on the emulator's thread and must not block.
 */
public final class ChipLink {
  private final int board;
  private final Emulator emulator;
  private final StartQueue starts;
  private volatile @Nullable Consumer<ChipEvent> listener;
  private volatile boolean powered;

  ChipLink(int board, Emulator emulator, StartQueue starts) {
    this.board = board;
    this.emulator = emulator;
    this.starts = starts;
  }

  /** From now on this one hears what the chip does. */
  void listen(Consumer<ChipEvent> heard) {
    listener = heard;
  }

  void happened(ChipEvent event) {
    if (cutsPower(event)) {
      powered = false;
    }
    Consumer<ChipEvent> now = listener;
    if (now != null) {
      now.accept(event);
    }
  }

  /** A chip without power tells no time, which must not pass for an emulator that hangs. */
  private static boolean cutsPower(ChipEvent event) {
    return event instanceof ChipEvent.Lost
        || (event instanceof ChipEvent.Stuck stuck && stuck.givenUp());
  }

  boolean powered() {
    return powered;
  }

  /** Power comes, when its turn has come: starting is what costs most. */
  void on(PowerOn how) {
    starts.ask(
        this,
        () -> {
          powered = true;
          emulator.send(Frame.of(board, 'B', how.json()));
        });
  }

  /** The chip has started, or never will. */
  void started() {
    starts.done(this);
  }

  /** Power goes; nothing is heard any more. */
  void off() {
    listener = null;
    starts.done(this);
    if (powered) {
      powered = false;
      emulator.send(Frame.of(board, 'X', new byte[0]));
    }
  }

  void serial(byte[] bytes) {
    emulator.send(Frame.of(board, 'S', bytes));
  }

  void terminalReady(boolean ready) {
    emulator.send(Frame.of(board, 'D', ready));
  }

  void baud(int baud) {
    emulator.send(Frame.of(board, 'L', baud, new byte[0]));
  }

  void dataLines(boolean whole) {
    emulator.send(Frame.of(board, 'V', whole));
  }

  void run() {
    emulator.send(Frame.of(board, 'R', new byte[0]));
  }

  void pin(int number, boolean level) {
    emulator.send(Frame.of(board, 'Z', new byte[] {(byte) number, (byte) (level ? 1 : 0)}));
  }

  void write(int block, byte[] bytes) {
    emulator.send(Frame.of(board, 'W', block, bytes));
  }

  void written() {
    emulator.send(Frame.of(board, 'Y', new byte[0]));
  }
}
