package org.hilfarm.server.allure;

import io.qameta.allure.Extension;
import io.qameta.allure.PluginConfiguration;
import io.qameta.allure.core.Plugin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A page of the report that has scripts by their subject, and its share of the overview. Allure's
 * own comes with its command line only.
 *
 * @param script the page's, on disk while the report is made
 */
record Behaviours(Path script) implements Plugin {
  private static final String ID = "behaviours";
  private static final String FILE = "behaviours.js";

  /** Laid into a folder that is there as long as the report is made. */
  static Behaviours in(Path folder) throws IOException {
    Path script = folder.resolve(FILE);
    try (InputStream in =
        Objects.requireNonNull(Behaviours.class.getResourceAsStream(FILE), FILE)) {
      Files.write(script, in.readAllBytes());
    }
    return new Behaviours(script);
  }

  @Override
  public PluginConfiguration getConfig() {
    return new PluginConfiguration()
        .setId(ID)
        .setName("Behaviours")
        .setDescription("Scripts by their subject")
        .setJsFiles(List.of(FILE));
  }

  /** The generator asks {@link #getPluginFiles} instead, and its interface wants this still. */
  @Override
  @SuppressWarnings("deprecation")
  public void unpackReportStatic(Path report) {}

  @Override
  public Map<String, Path> getPluginFiles() {
    return Map.of(FILE, script);
  }

  @Override
  public List<Extension> getExtensions() {
    return List.of(new BehaviourTree());
  }
}
