package org.hilfarm.virtual.rom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.virtual.flash.FlashMemory;

/**
 * The serial protocol of the ESP32-S2's ROM over USB-OTG (esptool docs/en/advanced-topics,
 * serial-protocol.rst; loader.py of esptool 4.7): no stub runs here. One thread.
 */
public final class RomLoader implements AutoCloseable {
  private static final int HEADER = 8;
  private static final int SUB_HEADER = 16;
  private static final int CHECKSUM_SEED = 0xEF;
  private static final int SYNC_REPLIES = 8;
  private static final int SYNC_VALUE = 0x20120707;
  private static final int INVALID_MESSAGE = 5;
  private static final int FAILED_TO_ACT = 6;
  private static final int BAD_CHECKSUM = 7;

  /** A 64 KiB block of a W25Q32 is erased in 150 ms as a rule, 4 KiB programmed in about 10 ms. */
  private static final double ERASE_NANOS_PER_BYTE = 150e6 / 65536;

  private static final double WRITE_NANOS_PER_BYTE = 10e6 / 4096;

  private final Slip slip = new Slip();
  private final RomRegisters registers;
  private final RomFlash flash;

  public RomLoader(BoardSerial serial, FlashMemory flash) {
    this.registers = new RomRegisters(serial, flash.size());
    this.flash = new RomFlash(flash);
  }

  /** How much of the image is written, of 1. */
  public double done() {
    return flash.done();
  }

  /** The answers to what the host sent, in order; half a command waits for its other half. */
  public List<Answer> received(byte[] bytes) {
    List<Answer> answers = new ArrayList<>();
    for (byte[] frame : slip.unpack(bytes)) {
      if (frame.length >= HEADER && frame[0] == 0) {
        answers.add(command(ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN)));
      }
    }
    return answers;
  }

  private Answer command(ByteBuffer frame) {
    int op = frame.get(1) & 0xFF;
    int checksum = frame.getInt(4) & 0xFF;
    ByteBuffer data = frame.slice(HEADER, frame.capacity() - HEADER).order(ByteOrder.LITTLE_ENDIAN);
    return switch (op) {
      case 0x08 -> sync();
      case 0x0A -> needs(data, 4) ? ok(op, registers.read(data.getInt(0))) : malformed(op);
      case 0x09 -> needs(data, 8) ? writeRegister(op, data) : malformed(op);
      case 0x02, 0x10 -> needs(data, 16) ? begin(op, data) : malformed(op);
      case 0x03, 0x11 -> needs(data, SUB_HEADER) ? write(op, data, checksum) : malformed(op);
      case 0x13 -> needs(data, 8) ? md5(op, data) : malformed(op);
      case 0x0E -> needs(data, 8) ? readFlash(op, data) : malformed(op);
      case 0x14 -> ok(op, 0, new byte[12]);
      case 0x04, 0x0B, 0x0D, 0x0F, 0x12 -> ok(op, 0);
      default -> failed(op, INVALID_MESSAGE);
    };
  }

  private static boolean needs(ByteBuffer data, int bytes) {
    return data.capacity() >= bytes;
  }

  private static Answer malformed(int op) {
    return failed(op, INVALID_MESSAGE);
  }

  private static Answer sync() {
    byte[] reply = packet(0x08, SYNC_VALUE, new byte[0], 0);
    return new Answer(Collections.nCopies(SYNC_REPLIES, reply), Duration.ZERO, Answer.Step.TALK);
  }

  private Answer writeRegister(int op, ByteBuffer data) {
    registers.write(data.getInt(0), data.getInt(4));
    return ok(op, 0);
  }

  private Answer begin(int op, ByteBuffer data) {
    long size = Integer.toUnsignedLong(data.getInt(0));
    long offset = Integer.toUnsignedLong(data.getInt(12));
    flash.begin(size, data.getInt(4), data.getInt(8), offset);
    return busy(ok(op, 0), size * ERASE_NANOS_PER_BYTE, Answer.Step.ERASE);
  }

  private Answer write(int op, ByteBuffer data, int checksum) {
    int length = data.getInt(0);
    if (length < 0 || length != data.capacity() - SUB_HEADER) {
      return failed(op, INVALID_MESSAGE);
    }
    byte[] payload = new byte[length];
    data.get(SUB_HEADER, payload);
    int sum = CHECKSUM_SEED;
    for (byte b : payload) {
      sum ^= b & 0xFF;
    }
    if (sum != checksum) {
      return failed(op, BAD_CHECKSUM);
    }
    int sequence = data.getInt(4);
    boolean written =
        op == 0x03 ? flash.plain(sequence, payload) : flash.deflated(sequence, payload);
    Answer answer = written ? ok(op, 0) : failed(op, FAILED_TO_ACT);
    return busy(answer, length * WRITE_NANOS_PER_BYTE, Answer.Step.WRITE);
  }

  private Answer md5(int op, ByteBuffer data) {
    byte[] digest =
        flash.md5(Integer.toUnsignedLong(data.getInt(0)), Integer.toUnsignedLong(data.getInt(4)));
    byte[] hex = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
    return busy(ok(op, 0, hex), 0, Answer.Step.VERIFY);
  }

  private Answer readFlash(int op, ByteBuffer data) {
    int length = Math.clamp(data.getInt(4), 0, 64);
    byte[] read = flash.read(Integer.toUnsignedLong(data.getInt(0)), length);
    return ok(op, 0, Arrays.copyOf(read, 64));
  }

  private static Answer busy(Answer answer, double nanos, Answer.Step step) {
    return new Answer(answer.packets(), Duration.ofNanos((long) nanos), step);
  }

  private static Answer ok(int op, int value, byte... data) {
    return new Answer(List.of(packet(op, value, data, 0)), Duration.ZERO, Answer.Step.TALK);
  }

  private static Answer failed(int op, int error) {
    byte[] packet = packet(op, 0, new byte[0], error);
    return new Answer(List.of(packet), Duration.ZERO, Answer.Step.TALK);
  }

  /** The ROM ends each reply with four status bytes. */
  private static byte[] packet(int op, int value, byte[] data, int error) {
    ByteBuffer b = ByteBuffer.allocate(HEADER + data.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    b.put((byte) 1).put((byte) op).putShort((short) (data.length + 4)).putInt(value).put(data);
    b.put((byte) (error == 0 ? 0 : 1)).put((byte) error);
    return Slip.pack(b.array());
  }

  @Override
  public void close() {
    flash.close();
  }
}
