package org.hilfarm.virtual.usb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.virtual.pty.KernelEvents;
import org.hilfarm.virtual.pty.SerialPort;
import org.hilfarm.virtual.tree.Enumeration;
import org.hilfarm.virtual.tree.PluggedDevice;
import org.hilfarm.virtual.tree.RackTree;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One board's USB connection: the host sees the face that is shown while the data lines are whole.
 * Called on the board's own thread; {@link #send}, {@link #seen} and {@link #consoleOpen} on any.
 */
public final class UsbPlug implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UsbPlug.class);

  private final PortPath port;
  private final RackTree tree;
  private final KernelEvents events;
  private final DiskWatch disks;
  private final Executor board;
  private final Path workshop;
  private boolean connected = true;
  private @Nullable Face face;
  private volatile @Nullable Plugged plugged;

  private record Plugged(PluggedDevice device, @Nullable SerialPort serial) {}

  /**
   * A plug with nothing to show yet.
   *
   * @param board runs what the host's doings cause, one after the other
   * @param workshop a folder for images in the making, on the tree's file system
   */
  public UsbPlug(
      PortPath port,
      RackTree tree,
      KernelEvents events,
      DiskWatch disks,
      Executor board,
      Path workshop) {
    this.port = port;
    this.tree = tree;
    this.events = events;
    this.disks = disks;
    this.board = board;
    this.workshop = workshop;
  }

  /** Attaches: the host sees this, if it can see anything. */
  public void show(Face shown) {
    hide();
    face = shown;
    plugIn();
  }

  /** Detaches. */
  public void hide() {
    pullOut();
    face = null;
  }

  /** Cuts or closes the data lines; power is another matter. */
  public void connect(boolean whole) {
    connected = whole;
    if (whole) {
      plugIn();
    } else {
      pullOut();
    }
  }

  /** Whether the data lines are whole. */
  public boolean connected() {
    return connected;
  }

  /** Holds back what the host writes to the serial port, or takes it again. */
  public void hold(boolean back) {
    Plugged now = plugged;
    if (now != null && now.serial() != null) {
      now.serial().hold(back);
    }
  }

  /** Whether the host has taken the device. */
  public boolean seen() {
    return plugged != null;
  }

  /** Whether a program has the serial port open. */
  public boolean consoleOpen() {
    Plugged now = plugged;
    return now != null && now.serial() != null && now.serial().isOpen();
  }

  /** Sends on the serial port; lost while nobody has it open. */
  public void send(byte[] bytes) {
    Plugged now = plugged;
    if (now != null && now.serial() != null) {
      now.serial().send(bytes);
    }
  }

  private void plugIn() {
    Face shown = face;
    if (shown == null || !connected || plugged != null) {
      return;
    }
    @Nullable SerialPort serial = null;
    try {
      serial = shown.hasTty() ? events.serialPort(new Posting(shown)) : null;
      PluggedDevice device = tree.plug(port, enumeration(shown, serial));
      plugged = new Plugged(device, serial);
      device.disk().ifPresent(node -> disks.watch(node, () -> post(shown, shown::diskWritten)));
      shown.plugged(device.disk());
      if (device.disk().isPresent()) {
        shown.diskWritten(); // the host may have been quicker than the watch on its node
      }
    } catch (IOException e) {
      LOG.error("the virtual board at {} cannot show itself on USB", port, e);
      if (serial != null) {
        serial.close();
      }
    }
  }

  private Enumeration enumeration(Face shown, @Nullable SerialPort serial) throws IOException {
    return new Enumeration(
        shown.identity(),
        shown.serial(),
        Optional.ofNullable(serial).map(SerialPort::hostEnd),
        shown.makeDisk(workshop));
  }

  private void pullOut() {
    Plugged old = plugged;
    if (old == null) {
      return;
    }
    plugged = null;
    Face shown = face;
    if (shown != null) {
      if (old.serial() != null && old.serial().isOpen()) {
        shown.closed(0);
      }
      shown.unplugging();
    }
    try {
      old.device().disk().ifPresent(disks::forget);
      old.device().close();
    } catch (IOException e) {
      LOG.error("the virtual board at {} cannot vanish from USB", port, e);
    }
    if (old.serial() != null) {
      old.serial().close();
    }
  }

  /** Runs it on the board's thread, unless the board shows something else by then. */
  private void post(Face shown, Runnable task) {
    board.execute(
        () -> {
          if (face == shown && plugged != null) {
            task.run();
          }
        });
  }

  @Override
  public void close() {
    hide();
  }

  private final class Posting implements SerialPort.Listener {
    private final Face shown;

    Posting(Face shown) {
      this.shown = shown;
    }

    @Override
    public void opened() {
      post(shown, shown::opened);
    }

    @Override
    public void received(byte[] bytes) {
      post(shown, () -> shown.received(bytes));
    }

    @Override
    public void closed(int baud) {
      post(shown, () -> shown.closed(baud));
    }
  }
}
