package org.hilfarm.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import org.hilfarm.firmware.Firmware;
import org.jspecify.annotations.Nullable;

/** Reads which firmware is meant; what was written before there were two means CircuitPython. */
class FirmwareReader extends StdScalarDeserializer<Firmware> {
  private static final long serialVersionUID = 1L;

  FirmwareReader() {
    super(Firmware.class);
  }

  @Override
  public Firmware deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    String name = parser.getText();
    for (Firmware firmware : Firmware.values()) {
      if (firmware.name().equals(name)) {
        return firmware;
      }
    }
    throw context.weirdStringException(name, Firmware.class, "no firmware the farm knows");
  }

  @Override
  public @Nullable Firmware getNullValue(DeserializationContext context) {
    return Firmware.CIRCUITPYTHON;
  }

  /** The same where none means any. */
  static final class OrAny extends FirmwareReader {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Firmware getNullValue(DeserializationContext context) {
      return null;
    }
  }
}
