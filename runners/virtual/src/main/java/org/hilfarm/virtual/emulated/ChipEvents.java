package org.hilfarm.virtual.emulated;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.hilfarm.wire.json.Json;

/** What an emulator's frames mean. */
final class ChipEvents {
  private ChipEvents() {}

  private record Start(String cause) {}

  private record Trouble(String what, long pc, String text) {}

  /** Throws where a frame means nothing. */
  static ChipEvent of(Frame frame) throws IOException {
    ByteBuffer payload = frame.payload().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    try {
      return of(frame.type(), payload);
    } catch (BufferUnderflowException e) {
      throw new IOException("a frame '%c' is too short".formatted(frame.type()), e);
    }
  }

  private static ChipEvent of(char type, ByteBuffer payload) throws IOException {
    return switch (type) {
      case 'r' -> new ChipEvent.Started(json(payload, Start.class).cause());
      case 'e' -> json(payload, ChipEvent.Enumerated.class);
      case 'g' -> new ChipEvent.Gone();
      case 's' -> new ChipEvent.Said(payload.slice());
      case 'o' -> new ChipEvent.Uart(payload.slice());
      case 'd' -> new ChipEvent.Sectors(payload.getInt(), payload.slice());
      case 'w' -> new ChipEvent.Wrote(payload.getInt(), payload.getInt(), payload.get() != 0);
      case 'k' -> new ChipEvent.Taken(payload.getInt());
      case 'u' -> new ChipEvent.Bootsel();
      case 't' -> new ChipEvent.Time(payload.getLong(), payload.get() != 0);
      case 'f' -> stuck(json(payload, Trouble.class));
      default -> throw new IOException("a frame of the unknown type 0x%02x".formatted((int) type));
    };
  }

  private static ChipEvent stuck(Trouble trouble) {
    return new ChipEvent.Stuck(
        trouble.what(), "0x%08x".formatted((int) trouble.pc()), trouble.text());
  }

  private static <T> T json(ByteBuffer payload, Class<T> type) throws IOException {
    return Json.read(new String(Frame.rest(payload), UTF_8), type);
  }
}
