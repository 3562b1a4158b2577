package org.hilfarm.farm.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hilfarm.virtual.emulated.EmulatorProgram;
import org.hilfarm.wire.json.Json;

/** Which emulator it is, from the package file beside its program. */
public final class EmulatorVersion {
  private record PackageFile(String name, String version, Map<String, String> dependencies) {}

  private EmulatorVersion() {}

  /** In words; a program without such a file is named by its file. */
  public static String of(EmulatorProgram program) {
    Path main = Path.of(program.command().getLast());
    String rom = program.bootRom().isPresent() ? ", with a boot ROM's image" : "";
    try {
      Path described = main.resolveSibling("../package.json").normalize();
      PackageFile found = Json.read(Files.readString(described), PackageFile.class);
      StringBuilder words = new StringBuilder(found.name() + " " + found.version());
      found
          .dependencies()
          .forEach((name, version) -> words.append(", ").append(name).append(' ').append(version));
      return words + rom;
    } catch (IOException e) {
      return main.getFileName() + rom;
    }
  }
}
