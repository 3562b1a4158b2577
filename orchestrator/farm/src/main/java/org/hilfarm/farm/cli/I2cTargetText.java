package org.hilfarm.farm.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hilfarm.model.board.I2cTarget;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a device on an I2C bus as people write it: {@code 0x76:0xd0:0x58}. */
final class I2cTargetText implements ITypeConverter<I2cTarget> {
  private static final String BYTE = "(\\d{1,3}|0x[0-9a-fA-F]{1,2})";
  private static final Pattern SHAPE = Pattern.compile(String.join(":", BYTE, BYTE, BYTE));

  @Override
  public I2cTarget convert(String text) {
    Matcher m = SHAPE.matcher(text);
    if (!m.matches()) {
      throw new TypeConversionException(
          "\""
              + text
              + "\" is no ADDRESS:REGISTER:VALUE of bytes such as 0x76:0xd0:0x58 or 118:208:88");
    }
    try {
      return new I2cTarget(octet(m.group(1)), octet(m.group(2)), octet(m.group(3)));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("\"" + text + "\": " + e.getMessage());
    }
  }

  private static int octet(String text) {
    int value =
        text.startsWith("0x") ? Integer.parseInt(text.substring(2), 16) : Integer.parseInt(text);
    if (value > 0xFF) {
      throw new IllegalArgumentException("a byte is 0 to 255 (0x00 to 0xff), not " + text);
    }
    return value;
  }
}
