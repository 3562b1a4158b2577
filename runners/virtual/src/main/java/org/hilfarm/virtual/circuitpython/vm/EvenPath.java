package org.hilfarm.virtual.circuitpython.vm;

import java.nio.file.Path;

/**
 * A folder's name in the same number of characters wherever it is: slashes are added. The
 * interpreter keeps the names of its modules' files on its heap, so that a longer one would leave a
 * script less memory.
 */
public final class EvenPath {
  /**
   * Room for a folder in a build's temporary files. With a module's name it stays below the 255
   * bytes that MicroPython can intern (py/qstr.c, MICROPY_QSTR_BYTES_IN_LEN).
   */
  static final int LENGTH = 220;

  private EvenPath() {}

  /** The folder's name with as many slashes at its end as are missing; a longer one as it is. */
  public static String of(Path folder) {
    String name = folder.toString();
    return name + "/".repeat(Math.max(0, LENGTH - name.length()));
  }
}
