package org.hilfarm.model.board;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A USB vendor and product id.
 *
 * @param vendor 0 to 0xFFFF
 * @param product 0 to 0xFFFF
 */
public record UsbId(int vendor, int product) {
  private static final Pattern SHAPE = Pattern.compile("([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})");

  /** Reads {@code 239a:80f4}. */
  public static UsbId parse(String text) {
    Matcher m = SHAPE.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "not a USB id: \"" + text + "\" (write vendor:product in hex, such as 239a:80f4)");
    }
    return new UsbId(Integer.parseInt(m.group(1), 16), Integer.parseInt(m.group(2), 16));
  }

  /** The vendor as sysfs writes it: four lower-case hex digits. */
  public String vendorHex() {
    return String.format(Locale.ROOT, "%04x", vendor);
  }

  /** The product as sysfs writes it: four lower-case hex digits. */
  public String productHex() {
    return String.format(Locale.ROOT, "%04x", product);
  }

  @Override
  public String toString() {
    return vendorHex() + ":" + productHex();
  }
}
