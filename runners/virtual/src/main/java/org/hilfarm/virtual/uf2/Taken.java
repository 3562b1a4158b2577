package org.hilfarm.virtual.uf2;

/** What a bootloader made of a sector. */
public enum Taken {
  /** Not a block for it: the host is told that all is well, and nothing happens. */
  IGNORED,
  /** Counted or written; more are to come. */
  WRITTEN,
  /** The last one: the image is whole. */
  COMPLETE
}
