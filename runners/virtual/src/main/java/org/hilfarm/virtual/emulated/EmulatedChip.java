package org.hilfarm.virtual.emulated;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.virtual.board.ResetCause;
import org.hilfarm.virtual.life.Board;
import org.hilfarm.virtual.life.Bootloaders;
import org.hilfarm.virtual.life.Life;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A chip with power, played by the emulator. Where its boot ROM waits for an image, the rack plays
 * the ROM's drive. Called on the board's thread.
 */
public final class EmulatedChip implements Life {
  private static final Logger LOG = LoggerFactory.getLogger(EmulatedChip.class);

  /** A chip that has not shown itself by then does not keep others from starting (its own time). */
  private static final long STARTS_WITHIN = Duration.ofSeconds(6).toNanos();

  private final Board board;
  private final ChipLink link;
  private final EmulatedTime time;
  private final PowerOn how;
  private final BootButton button;
  private final UartWords uart = new UartWords();
  private Optional<EmulatedDevice> device = Optional.empty();
  private boolean running;
  private boolean shown;
  private boolean late;
  private boolean toldStuck;

  /**
   * A chip.
   *
   * @param how what it is told when its power comes
   * @param button held from when the chip has not shown itself for too long
   */
  public EmulatedChip(
      Board board, ChipLink link, EmulatedTime time, PowerOn how, BootButton button) {
    this.board = board;
    this.link = link;
    this.time = time;
    this.how = how;
    this.button = button;
  }

  @Override
  public void begin() {
    link.listen(event -> board.run(this, () -> happened(event)));
    try {
      powersOn();
    } catch (IOException e) {
      LOG.warn("the clock of the emulated board in {}: {}", board.slot().id(), e.getMessage());
    }
  }

  private void powersOn() throws IOException {
    time.waits();
    link.on(how);
  }

  @Override
  public void dataLines(boolean whole) {
    if (running) {
      hide();
      link.dataLines(whole);
    }
  }

  @Override
  public boolean resetLine() {
    if (running) {
      link.run();
    }
    return running;
  }

  @Override
  public void pin(int number, boolean level) {
    link.pin(number, level);
  }

  private void happened(ChipEvent event) {
    try {
      take(event);
    } catch (IOException e) {
      LOG.warn("the emulated board in {}: {}", board.slot().id(), e.getMessage());
    }
  }

  private void take(ChipEvent event) throws IOException {
    switch (event) {
      case ChipEvent.Started started -> starts(started);
      case ChipEvent.Lost lost -> isLost();
      case ChipEvent.Back back -> powersOn();
      case ChipEvent.Time told -> passes(told);
      case ChipEvent.Gone gone -> hide();
      case ChipEvent.Enumerated shown -> enumerated(shown);
      case ChipEvent.Said said -> current().ifPresent(d -> d.said(said));
      case ChipEvent.Taken taken -> current().ifPresent(d -> d.taken(taken));
      case ChipEvent.Sectors sectors -> holds(sectors);
      case ChipEvent.Wrote wrote -> answered(wrote);
      case ChipEvent.Uart said -> onUart(Frame.rest(said.bytes()));
      case ChipEvent.Stuck stuck -> isStuck(stuck);
      case ChipEvent.Bootsel bootsel -> waitsForImage();
    }
  }

  /** What is still heard of the chip before its power was cycled is not this one's. */
  private Optional<EmulatedDevice> current() {
    return running ? device : Optional.empty();
  }

  private void starts(ChipEvent.Started started) throws IOException {
    LOG.debug("the emulated chip in {} starts: {}", board.slot().id(), started.cause());
    remark("the chip starts: " + started.cause());
    hide();
    if (started.cause().equals("power")) {
      running = true;
      time.powered();
      if (!board.usb().connected()) {
        link.dataLines(false);
      }
    }
  }

  private void passes(ChipEvent.Time told) throws IOException {
    if (running) {
      time.tells(told);
      if (told.nanos() > STARTS_WITHIN && !late) {
        late = true;
        link.started();
      }
    }
  }

  private void enumerated(ChipEvent.Enumerated told) throws IOException {
    if (running) {
      shown = true;
      link.started();
      hide();
      EmulatedDevice next = new EmulatedDevice(board, this, link, told);
      device = Optional.of(next);
      next.begin();
    }
  }

  private void holds(ChipEvent.Sectors sectors) throws IOException {
    if (current().isPresent()) {
      current().get().holds(sectors);
    }
  }

  private void answered(ChipEvent.Wrote wrote) throws IOException {
    if (current().isPresent()) {
      current().get().answered(wrote);
    }
  }

  private void onUart(byte[] bytes) {
    uart.add(bytes);
    board.debug(bytes);
  }

  /**
   * What only the emulator knows goes where a person with a debug UART would look, on lines that
   * say whose they are.
   */
  private void remark(String text) {
    board.debug(("\r\n[emulator] " + UartWords.printable(text) + "\r\n").getBytes(US_ASCII));
  }

  private void isStuck(ChipEvent.Stuck stuck) throws IOException {
    link.started();
    late = true;
    remark("%s at %s: %s".formatted(stuck.what(), stuck.pc(), stuck.text()));
    LOG.atLevel(toldStuck ? Level.DEBUG : Level.WARN)
        .log(
            "the emulated chip in {} is stuck: {} at {}: {}; its UART said last: {}",
            board.slot().id(),
            UartWords.printable(stuck.what()),
            UartWords.printable(stuck.pc()),
            UartWords.printable(stuck.text()),
            uart);
    toldStuck = true; // one that is reset and gets stuck again would fill the log
    if (stuck.givenUp()) {
      vanishes();
    }
  }

  private void waitsForImage() {
    if (running) {
      link.started();
      remark("the boot ROM waits for an image");
      Bootloaders.withoutApplication(board, ResetCause.POWER_ON);
    }
  }

  private void isLost() throws IOException {
    remark("the emulator has ended, and the chip with it");
    vanishes();
  }

  private void vanishes() throws IOException {
    running = false;
    hide();
    time.stopped();
  }

  private void hide() {
    device = Optional.empty();
    board.usb().hide();
  }

  @Override
  public void close() {
    try {
      vanishes();
    } catch (IOException e) {
      LOG.warn("the clock of the emulated board in {}: {}", board.slot().id(), e.getMessage());
    }
    link.off();
    if (late && !shown) {
      button.hold();
    }
  }
}
