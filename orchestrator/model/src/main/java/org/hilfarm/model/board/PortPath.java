package org.hilfarm.model.board;

import java.util.regex.Pattern;

/**
 * A place in the USB tree as the kernel names it: bus, dash, the ports on the way, such as {@code
 * 1-1.4}. It stays the same whatever is plugged in there.
 */
public record PortPath(String value) implements Comparable<PortPath> {
  private static final Pattern SHAPE = Pattern.compile("[1-9][0-9]*-[1-9][0-9]*(\\.[1-9][0-9]*)*");

  public PortPath {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a USB port path: \"" + value + "\" (write it as the kernel does, such as 1-1.4)");
    }
  }

  /** Whether some text is a port path. */
  public static boolean isOne(String text) {
    return SHAPE.matcher(text).matches();
  }

  /** The hub this port belongs to: {@code 1-1} for {@code 1-1.4}, {@code usb1} for {@code 1-1}. */
  public String hub() {
    int dot = value.lastIndexOf('.');
    return dot < 0 ? "usb" + value.substring(0, value.indexOf('-')) : value.substring(0, dot);
  }

  /** The number of the port on that hub. */
  public int portNumber() {
    int at = Math.max(value.lastIndexOf('.'), value.lastIndexOf('-'));
    return Integer.parseInt(value.substring(at + 1));
  }

  @Override
  public int compareTo(PortPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
