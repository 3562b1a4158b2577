package org.hilfarm.drivers.usb;

import java.util.function.Predicate;
import org.hilfarm.model.board.UsbId;

/**
 * What a wait is for.
 *
 * @param what in words, for the message of a wait that failed: "a device with ..."
 * @param test whether a device is it
 */
public record Wanted(String what, Predicate<UsbDevice> test) {

  /** Any device at all. */
  public static Wanted anything() {
    return new Wanted("a USB device", d -> true);
  }

  /** A device with this identity. */
  public static Wanted device(UsbId id) {
    return new Wanted("USB device " + id, d -> d.id().equals(id));
  }

  /** A device with this identity whose serial port can be opened. */
  public static Wanted withSerialPort(UsbId id) {
    return new Wanted(
        "USB device " + id + " with a serial port", d -> d.id().equals(id) && !d.ttys().isEmpty());
  }

  /** A device with this identity whose drive can be written. */
  public static Wanted withDrive(UsbId id) {
    return new Wanted(
        "USB device " + id + " with a drive", d -> d.id().equals(id) && !d.disks().isEmpty());
  }

  /** The same, but enumerated after the given device was: what was there before does not count. */
  public Wanted after(UsbDevice before) {
    return new Wanted(
        what + ", enumerated anew",
        d -> test.test(d) && !d.generation().equals(before.generation()));
  }
}
