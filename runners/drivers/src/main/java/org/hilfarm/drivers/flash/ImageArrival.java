package org.hilfarm.drivers.flash;

import java.io.IOException;
import java.nio.file.Path;

/**
 * An image's file, which may still be on its way while its board is brought into the bootloader.
 */
@FunctionalInterface
public interface ImageArrival {
  /** Waits for the file; throws, saying why, where it will not come. */
  Path await() throws IOException, InterruptedException;

  /** A file that is there. */
  static ImageArrival of(Path file) {
    return () -> file;
  }
}
