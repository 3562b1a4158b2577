package org.hilfarm.farm.compare.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.drivers.console.Console;
import org.hilfarm.drivers.console.RawRepl;
import org.hilfarm.drivers.console.Transcript;
import org.hilfarm.drivers.seat.Bench;
import org.hilfarm.drivers.serial.SerialLink;
import org.hilfarm.drivers.usb.UsbDevice;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.Wanted;
import org.hilfarm.time.Deadline;

/**
 * A board's console between two of its resets, brought to the friendly prompt. One thread uses it.
 */
final class AtPrompt implements AutoCloseable {
  private static final Duration COMES_WITHIN = Duration.ofSeconds(30);
  private static final Duration ENTERS_WITHIN = Duration.ofSeconds(15);

  private final UsbDevice device;
  private final Console console;

  private AtPrompt(UsbDevice device, Console console) {
    this.device = device;
    this.console = console;
  }

  /**
   * Waits for the board.
   *
   * @param before what was there before; it must have enumerated anew
   */
  static AtPrompt of(Bench bench, Transcript transcript, Optional<UsbDevice> before, Deadline outer)
      throws IOException, InterruptedException {
    Wanted wanted = Wanted.withSerialPort(bench.type().usb().application().id());
    UsbDevice device = await(bench, before.map(wanted::after).orElse(wanted), outer);
    Console console = new Console(SerialLink.open(device.ttys().getFirst()), transcript);
    try {
      Deadline deadline = bench.patience(ENTERS_WITHIN, outer);
      var unused = RawRepl.enter(console, deadline).leave(deadline);
      return new AtPrompt(device, console);
    } catch (IOException | InterruptedException | RuntimeException e) {
      console.close();
      throw e;
    }
  }

  private static UsbDevice await(Bench bench, Wanted wanted, Deadline outer)
      throws IOException, InterruptedException {
    try {
      return bench.usb().awaitAt(bench.slot().port(), wanted, bench.patience(COMES_WITHIN, outer));
    } catch (UsbTimeoutException e) {
      throw new IOException("the board did not come: " + e.getMessage(), e);
    }
  }

  UsbDevice device() {
    return device;
  }

  Console console() {
    return console;
  }

  @Override
  public void close() {
    console.close();
  }
}
