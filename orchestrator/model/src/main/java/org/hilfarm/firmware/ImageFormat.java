package org.hilfarm.firmware;

/** The kinds of firmware file CircuitPython's CI publishes for the farm's boards. */
public enum ImageFormat {
  UF2("uf2"),
  BIN("bin");

  private final String extension;

  ImageFormat(String extension) {
    this.extension = extension;
  }

  /** The file name's ending, without the dot. */
  public String extension() {
    return extension;
  }
}
