package org.hilfarm.agent.enrol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.model.build.Sha256;

/**
 * Which host this is.
 *
 * @param name for people
 * @param holder tells this host and data folder from any other, also from a copy of them
 */
public record ThisHost(String name, String holder) {
  private static final int SHOWN = 16;
  private static final int LONGEST = 64;

  /** This machine, with this data folder, which must be there. */
  public static ThisHost with(Path dataFolder) throws IOException {
    String name = line(Path.of("/proc/sys/kernel/hostname"), "this host");
    String machine = line(Path.of("/etc/machine-id"), "");
    String all = name + "\n" + machine + "\n" + dataFolder.toRealPath();
    return new ThisHost(name, Sha256.of(all.getBytes(UTF_8)).value().substring(0, SHOWN));
  }

  private static String line(Path file, String otherwise) {
    try {
      String text = Files.readString(file).strip().replaceAll("[^\\x20-\\x7e]", ".");
      return text.isEmpty() ? otherwise : text.substring(0, Math.min(LONGEST, text.length()));
    } catch (IOException notLinux) {
      return otherwise;
    }
  }
}
