package org.hilfarm.drivers.usb;

import java.nio.file.Path;
import java.util.List;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.UsbId;

/**
 * A USB device at a place in the tree, read once.
 *
 * @param port where it is plugged in
 * @param id vendor and product
 * @param manufacturer the manufacturer string; empty where there is none
 * @param product the product string; empty where there is none
 * @param serial the serial number; empty where there is none
 * @param ttys the device nodes of its serial ports, such as {@code <root>/dev/ttyACM0}
 * @param disks the device nodes of its drives, such as {@code <root>/dev/sda}
 * @param generation tells one enumeration from the next at the same place
 */
public record UsbDevice(
    PortPath port,
    UsbId id,
    String manufacturer,
    String product,
    String serial,
    List<Path> ttys,
    List<Path> disks,
    String generation) {
  public UsbDevice {
    ttys = List.copyOf(ttys);
    disks = List.copyOf(disks);
  }
}
