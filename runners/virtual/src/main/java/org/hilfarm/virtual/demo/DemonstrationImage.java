package org.hilfarm.virtual.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.Uf2File;
import org.hilfarm.model.board.BoardType;

/**
 * One board type's demonstration firmware: filler of a realistic size with a true version banner
 * and a note that says what it is.
 *
 * @param type the board type
 * @param version what the banner says
 * @param variant with or without the planted fault
 * @param seed of the filler
 */
public record DemonstrationImage(BoardType type, String version, Variant variant, long seed) {
  private static final String NOTE =
      "HIL FARM DEMONSTRATION FIRMWARE: filler for virtual boards, not CircuitPython."
          + " It does nothing on a real board.";
  private static final String DATE = "2026-11-20";

  /** Where the texts are, behind what looks like code. */
  private static final int TEXTS = 0x8000;

  /** The application as it lies in flash. */
  public byte[] application() {
    return switch (type.family()) {
      case ESP32S2 -> EspApplication.wrap(filled(1_430_000));
      case NRF52840 -> filled(600_064);
      case RP2040 -> filled(900_096);
    };
  }

  /** The {@code .uf2} of CircuitPython's CI. */
  public byte[] uf2() {
    long start =
        switch (type.family()) {
          case ESP32S2 -> 0;
          case NRF52840 -> 0x26000;
          case RP2040 -> 0x10000000;
        };
    return Uf2File.of(type.family().uf2FamilyId(), start, application()).encode();
  }

  /** The {@code .bin} of CircuitPython's CI (ESP32-S2 only). */
  public byte[] bin() {
    return EspApplication.join(application());
  }

  /** Half noise, which no compression shrinks, and half zeros, as in machine code. */
  private byte[] filled(int size) {
    byte[] bytes = new byte[size];
    Random random = new Random(seed ^ type.id().value().hashCode());
    byte[] noise = new byte[128];
    for (int at = 0; at + 256 <= size; at += 256) {
      random.nextBytes(noise);
      System.arraycopy(noise, 0, bytes, at, noise.length);
    }
    ByteBuffer texts = ByteBuffer.wrap(bytes, TEXTS, 4096);
    text(texts, NOTE);
    text(texts, new Banner(version, DATE, type.bannerName()).toString());
    text(texts, "Board ID:" + type.id());
    variant.trait(type.family()).ifPresent(trait -> text(texts, trait));
    return bytes;
  }

  private static void text(ByteBuffer into, String text) {
    into.put((byte) 0).put(text.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
  }
}
