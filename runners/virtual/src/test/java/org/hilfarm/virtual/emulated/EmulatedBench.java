package org.hilfarm.virtual.emulated;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hilfarm.firmware.MalformedImageException;
import org.hilfarm.firmware.Uf2Block;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.virtual.circuitpython.Bench;

/**
 * An emulated chip that runs a given firmware, its console at hand: no rack, no pseudo-terminal.
 */
public final class EmulatedBench implements Bench {
  private static final int FLASH_BYTES = 2 << 20;
  private static final long FLASH_ADDRESS = 0x1000_0000L;

  /** As in the recordings. */
  private static final String UID = "0102030405060708";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration QUIET = Duration.ofSeconds(4);

  /** A chip that computes is slower than the wall's clock, and others want the processor too. */
  private static final int SLOWEST = 40;

  private final Emulator emulator;
  private final ChipLink link;
  private final PowerOn how;
  private final StringBuilder sent = new StringBuilder();
  private final List<String> events = new ArrayList<>();
  private Consumer<String> noted = event -> {};
  private long nanos;
  private boolean lost;

  /**
   * Flashes it.
   *
   * @param folder its flash is kept there
   * @param bus what is wired to its pins
   */
  public EmulatedBench(EmulatorProgram program, Path uf2, Path folder, Optional<PowerOn.Bus> bus)
      throws IOException {
    Path file = Files.write(folder.resolve("flash.bin"), image(uf2));
    how =
        new PowerOn(
            file.toString(), FLASH_BYTES, UID, Optional.empty(), bus, true, Optional.empty());
    emulator = Emulator.start("bench", program);
    link = emulator.nextChip();
    link.listen(this::happened);
  }

  /** The flash of a chip that has just been flashed. */
  public static byte[] image(Path uf2) throws IOException {
    byte[] flash = new byte[FLASH_BYTES];
    Arrays.fill(flash, (byte) 0xff);
    try {
      for (Uf2Block block : Uf2File.parse(Files.readAllBytes(uf2)).blocks()) {
        int at = (int) (block.address() - FLASH_ADDRESS);
        block.payload().duplicate().get(flash, at, block.payload().remaining());
      }
    } catch (MalformedImageException e) {
      throw new IOException(uf2 + ": " + e.getMessage(), e);
    }
    return flash;
  }

  private void happened(ChipEvent event) {
    switch (event) {
      case ChipEvent.Started started -> note("emulator: boot " + started.cause());
      case ChipEvent.Enumerated shown -> {
        link.started();
        link.terminalReady(true);
        note("port back (opened, DTR asserted)");
      }
      case ChipEvent.Said said -> said(new String(Frame.rest(said.bytes()), ISO_8859_1));
      case ChipEvent.Gone gone -> note("port gone");
      case ChipEvent.Time time -> passes(time.nanos());
      case ChipEvent.Stuck stuck -> note("emulator: stuck: " + stuck);
      case ChipEvent.Lost gone -> loses();
      case ChipEvent.Bootsel bootsel -> note("emulator: bootsel");
      case ChipEvent.Back back -> {}
      case ChipEvent.Uart uart -> {}
      case ChipEvent.Sectors sectors -> {}
      case ChipEvent.Wrote wrote -> {}
      case ChipEvent.Taken taken -> {}
    }
  }

  private synchronized void loses() {
    lost = true;
    notifyAll();
  }

  private synchronized void said(String bytes) {
    sent.append(bytes);
    notifyAll();
  }

  private synchronized void passes(long now) {
    nanos = now;
    notifyAll();
  }

  private void note(String event) {
    Consumer<String> tell;
    synchronized (this) {
      events.add(event);
      tell = noted;
      notifyAll();
    }
    tell.accept(event);
  }

  /** What happened to the chip and its port so far. */
  public synchronized List<String> events() {
    return List.copyOf(events);
  }

  /** From now on this one is told what happens, on the emulator's thread. */
  public synchronized void listen(Consumer<String> listener) {
    noted = listener;
  }

  /** Its own time since it got power. */
  public synchronized Duration time() {
    return Duration.ofNanos(nanos);
  }

  @Override
  public void powerOn() {
    link.on(how);
  }

  @Override
  public void pressReset() {
    emulator.send(Frame.of(0, 'R', new byte[0]));
  }

  @Override
  public void type(String bytes) {
    link.serial(bytes.getBytes(ISO_8859_1));
  }

  @Override
  public void pause(Duration boardTime) {
    long due = time().plus(boardTime).toNanos();
    await(boardTime.multipliedBy(SLOWEST), text -> nanos >= due);
  }

  @Override
  public synchronized String sent() {
    return sent.toString();
  }

  /** What came, which is forgotten at once. */
  public synchronized String take() {
    String all = sent.toString();
    sent.setLength(0);
    return all;
  }

  @Override
  public synchronized void forget() {
    sent.setLength(0);
  }

  @Override
  public synchronized boolean await(Duration wall, Predicate<String> suits) {
    long due = System.nanoTime() + wall.toNanos();
    while (!suits.test(sent.toString())) {
      if (lost) {
        throw new IllegalStateException(
            "the emulator was lost at %s, after %s".formatted(Duration.ofNanos(nanos), events));
      }
      long left = (due - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  @Override
  public Duration patience() {
    return PATIENCE;
  }

  @Override
  public Duration quiet() {
    return QUIET;
  }

  @Override
  public void close() {
    link.off();
    emulator.close();
  }
}
