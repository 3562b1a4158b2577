package org.hilfarm.virtual.fault;

/** Where on the way of a flash, or of a test, a fault strikes. */
public enum FaultStage {
  /** The bootloader or ROM is asked for. */
  ENTRY,
  /** The bootloader is there, the first byte is not written. */
  CONNECT,
  FLASHING,
  /** Everything is written, and the host asks whether it was written well. */
  VERIFY,
  /** The new application starts. */
  RETURN,
  /** The application runs. */
  RUNNING
}
