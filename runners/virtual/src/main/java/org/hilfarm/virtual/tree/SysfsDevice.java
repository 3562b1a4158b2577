package org.hilfarm.virtual.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.model.board.UsbId;

/** The attribute files of one USB device; as in sysfs an absent string has no file. */
final class SysfsDevice {
  record Attributes(
      UsbId id, String manufacturer, String product, String serial, String bus, int number) {}

  private SysfsDevice() {}

  static void write(Path folder, Attributes a) throws IOException {
    line(folder, "idVendor", a.id().vendorHex());
    line(folder, "idProduct", a.id().productHex());
    line(folder, "manufacturer", a.manufacturer());
    line(folder, "product", a.product());
    line(folder, "serial", a.serial());
    line(folder, "busnum", a.bus());
    line(folder, "devnum", Integer.toString(a.number()));
  }

  private static void line(Path folder, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      Files.writeString(folder.resolve(name), value + "\n");
    }
  }
}
