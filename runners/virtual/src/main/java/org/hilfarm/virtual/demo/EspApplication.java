package org.hilfarm.virtual.demo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.hilfarm.firmware.EspImage;

/**
 * Puts code into the shape of an ESP32-S2 application image: header, one segment, checksum, digest
 * (esp-idf, app_image_format); and joins bootloader, partition table and application as
 * circuitpython's tools/join_bins.py does.
 */
final class EspApplication {
  private static final int HEADER = 24;
  private static final int SEGMENT_HEADER = 8;
  private static final int DIGEST = 32;
  private static final int BOOTLOADER = 0x1000;
  private static final int PARTITIONS = 0x8000;
  private static final int APPLICATION = 0x10000;

  private EspApplication() {}

  static byte[] wrap(byte[] code) {
    int body = HEADER + SEGMENT_HEADER + code.length;
    int withChecksum = (body / 16 + 1) * 16;
    ByteBuffer b = ByteBuffer.allocate(withChecksum + DIGEST).order(ByteOrder.LITTLE_ENDIAN);
    b.put((byte) 0xE9).put((byte) 1).put((byte) 2).put((byte) 0x2F).putInt(0x40024000);
    b.put((byte) 0xEE).put(new byte[3]).putShort((short) EspImage.CHIP_ESP32S2);
    b.put(23, (byte) 1);
    b.position(HEADER);
    b.putInt(0x3F000020).putInt(code.length).put(code);
    b.put(withChecksum - 1, checksum(code));
    b.put(withChecksum, sha256(Arrays.copyOf(b.array(), withChecksum)));
    return b.array();
  }

  private static byte checksum(byte[] code) {
    int sum = 0xEF;
    for (byte one : code) {
      sum ^= one;
    }
    return (byte) sum;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static byte[] join(byte[] application) {
    byte[] bin = new byte[APPLICATION + application.length];
    Arrays.fill(bin, (byte) 0xFF);
    byte[] bootloader = secondStage("HIL FARM DEMONSTRATION second stage");
    System.arraycopy(bootloader, 0, bin, BOOTLOADER, bootloader.length);
    byte[] table = partitions();
    System.arraycopy(table, 0, bin, PARTITIONS, table.length);
    System.arraycopy(application, 0, bin, APPLICATION, application.length);
    return bin;
  }

  static byte[] secondStage(String text) {
    byte[] code = new byte[0x4000];
    byte[] mark = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(mark, 0, code, 0x100, mark.length);
    return wrap(code);
  }

  /** nvs and one application without OTA (circuitpython, partitions-4MB-no-ota.csv). */
  static byte[] partitions() {
    ByteBuffer b = ByteBuffer.allocate(0xC00).order(ByteOrder.LITTLE_ENDIAN);
    entry(b, 1, 0x02, 0x9000, 20 << 10, "nvs");
    entry(b, 1, 0x00, 0xE000, 8 << 10, "otadata");
    entry(b, 0, 0x10, APPLICATION, 2816 << 10, "ota_0");
    entry(b, 0, 0x00, 0x2D0000, 256 << 10, "uf2");
    entry(b, 1, 0x81, 0x310000, 960 << 10, "user_fs");
    Arrays.fill(b.array(), b.position(), b.capacity(), (byte) 0xFF);
    return b.array();
  }

  private static void entry(
      ByteBuffer into, int type, int subtype, int offset, int size, String name) {
    into.put((byte) 0xAA).put((byte) 0x50).put((byte) type).put((byte) subtype);
    into.putInt(offset).putInt(size);
    into.put(Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 16)).putInt(0);
  }
}
