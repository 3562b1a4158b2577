package org.hilfarm.drivers.meter;

/**
 * What a Power Profiler Kit II is told, byte by byte; it answers only the question for its metadata
 * (pc-nrfconnect-ppk, src/constants.ts and src/device/abstractDevice.ts).
 */
final class Ppk2Command {
  private static final byte AVERAGE_START = 0x06;
  private static final byte AVERAGE_STOP = 0x07;
  private static final byte DEVICE_RUNNING_SET = 0x0c;
  private static final byte REGULATOR_SET = 0x0d;
  private static final byte SET_POWER_MODE = 0x11;
  private static final byte GET_META_DATA = 0x19;
  private static final byte AMPERE_METER = 1;
  private static final byte SOURCE_METER = 2;

  private Ppk2Command() {}

  static byte[] metadata() {
    return new byte[] {GET_META_DATA};
  }

  static byte[] start() {
    return new byte[] {AVERAGE_START};
  }

  static byte[] stop() {
    return new byte[] {AVERAGE_STOP};
  }

  static byte[] mode(boolean source) {
    return new byte[] {SET_POWER_MODE, source ? SOURCE_METER : AMPERE_METER};
  }

  static byte[] regulator(int millivolts) {
    return new byte[] {REGULATOR_SET, (byte) (millivolts >> 8), (byte) millivolts};
  }

  static byte[] output(boolean on) {
    return new byte[] {DEVICE_RUNNING_SET, (byte) (on ? 1 : 0)};
  }
}
