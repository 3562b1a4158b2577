package org.hilfarm.agent.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What proves to the orchestrator who asks. It never appears in a log: its text is stars.
 *
 * @param value the secret itself
 */
public record BearerToken(String value) {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~+/=-]{8,512}");

  public BearerToken {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a valid token: it must be 8 to 512 letters, digits or . _ ~ + / = -");
    }
  }

  /** Reads the only line of a file. */
  public static BearerToken read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "no token file at " + file + ": the orchestrator writes it at its first start");
    }
    try {
      return new BearerToken(Files.readString(file).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException("the file " + file + " holds no token: " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
