package org.hilfarm.drivers.power;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.hilfarm.drivers.clock.BoardClock;
import org.hilfarm.drivers.usb.UsbTimeoutException;
import org.hilfarm.drivers.usb.UsbTree;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.PowerWay;
import org.hilfarm.model.board.Slot;
import org.hilfarm.process.Tools;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;

/**
 * Switches the power of a hub's port, through the kernel or, where it is too old and the rack is
 * this machine, through uhubctl; that of a slot, by what its rack file says. Any thread may use it;
 * the holder of a board's lease does.
 *
 * <p>The kernel also detaches the device in its own books, so a device that left proves that the
 * port was switched, not that the hub cuts VBUS: a hub without per-port switching leaves the board
 * running. Only the board's next reset reason, POWER_ON, proves that.
 */
public final class PortPower {
  /** Board time without power in {@link #cycle}, so that a board's capacitors run empty. */
  public static final Duration OFF_FOR = Duration.ofMillis(500);

  /** Power comes back even when the caller's time is over; this is what that may take. */
  private static final Duration BACK_ON_WITHIN = Duration.ofSeconds(10);

  private static final Path THIS_MACHINE = Path.of("/");

  private final Path root;
  private final UsbTree usb;
  private final KernelSwitch kernel;
  private final Uhubctl uhubctl;
  private final Optional<PortSwitch> own;

  /** The same with the tools that are found here. */
  public PortPower(Path root) {
    this(root, Tools.here());
  }

  /**
   * @param root the rack's root: {@code /}, or the folder of a virtual rack
   * @param tools where uhubctl is found, should it be needed
   */
  public PortPower(Path root, Tools tools) {
    this(root, tools, Optional.empty());
  }

  private PortPower(Path root, Tools tools, Optional<PortSwitch> own) {
    this.root = root;
    this.usb = new UsbTree(root);
    this.kernel = new KernelSwitch(root);
    this.uhubctl = Uhubctl.forOldKernel(Lines.toolsOf(root, tools));
    this.own = own;
  }

  /** What switches this slot's power. */
  public static PortPower of(Path root, Slot slot, Tools tools) {
    Optional<PortSwitch> own =
        switch (slot.fixture().power()) {
          case PowerWay.KernelPort port -> Optional.empty();
          case PowerWay.Uhubctl program -> Optional.of(new Uhubctl(Lines.toolsOf(root, tools)));
          case PowerWay.Switched switched ->
              Optional.of(new LineSwitch(switched.by(), new Lines(root, slot, tools)));
        };
    return new PortPower(root, tools, own);
  }

  /** Switches a port off and waits for the proof: no device is there any more. */
  public void off(PortPath port, Deadline deadline) throws PowerException, InterruptedException {
    way(port).set(port, false, deadline);
    try {
      usb.awaitGone(port, deadline);
    } catch (UsbTimeoutException e) {
      throw new PowerException(
          "port "
              + port
              + " was switched off, but its device stays ("
              + e.getMessage()
              + "): does the hub switch each port by itself?",
          e);
    }
  }

  /** Switches a port on; when the board is back is for the caller to see. */
  public void on(PortPath port, Deadline deadline) throws PowerException, InterruptedException {
    way(port).set(port, true, deadline);
  }

  /** Hears when a port's power went, and when it came back. */
  @FunctionalInterface
  public interface Listener {
    void switched(boolean on);
  }

  /** Off, a while for the capacitors, and on. Power is on again even when the proof fails. */
  public void cycle(PortPath port, Deadline deadline) throws PowerException, InterruptedException {
    cycle(port, on -> {}, deadline);
  }

  /** The same, telling when. */
  public void cycle(PortPath port, Listener listener, Deadline deadline)
      throws PowerException, InterruptedException {
    try {
      off(port, deadline);
      listener.switched(false);
      stayOff(port, deadline);
    } catch (PowerException | InterruptedException | RuntimeException e) {
      backOn(port, deadline, e);
      throw e;
    }
    on(port, Deadline.after(BACK_ON_WITHIN, deadline.ticker()));
    own.ifPresent(PortSwitch::close);
    listener.switched(true);
  }

  /** What went wrong first is what is told; that the power stayed off goes with it. */
  private void backOn(PortPath port, Deadline deadline, Exception first)
      throws InterruptedException {
    try {
      on(port, Deadline.after(BACK_ON_WITHIN, deadline.ticker()));
    } catch (PowerException | RuntimeException e) {
      first.addSuppressed(e);
    } finally {
      own.ifPresent(PortSwitch::close);
    }
  }

  private PortSwitch way(PortPath port) {
    if (own.isPresent()) {
      return own.get();
    }
    return root.equals(THIS_MACHINE) && !kernel.has(port) ? uhubctl : kernel;
  }

  private void stayOff(PortPath port, Deadline deadline)
      throws PowerException, InterruptedException {
    Pause.until(BoardClock.of(root, port).deadline(OFF_FOR, deadline));
    if (deadline.passed()) {
      throw new PowerException(
          "%d ms were too short to keep port %s without power for %d ms of board time"
              .formatted(deadline.budget().toMillis(), port, OFF_FOR.toMillis()));
    }
  }
}
