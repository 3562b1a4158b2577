package org.hilfarm.virtual.fat;

/** A volume contradicts itself, as it does while a host is still writing to it. */
public final class TornVolumeException extends Exception {
  private static final long serialVersionUID = 1L;

  TornVolumeException(String what) {
    super(what);
  }
}
