package org.hilfarm.farm.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.show.Console;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.wire.config.Configs;

/**
 * A whole farm in a folder of its own, which goes with it.
 *
 * @param folder where it lives
 * @param farm what runs there
 */
record DemoFarm(DemoFolder folder, LocalFarm farm) implements AutoCloseable {
  /**
   * Starts it below a data folder.
   *
   * @param settings what it is to be, in the folder that was made
   */
  static DemoFarm start(
      Configs configs,
      Path data,
      Function<Path, LocalFarm.Settings> settings,
      String what,
      Console console)
      throws IOException, ToolMissingException {
    DemoFolder folder = DemoFolder.make(data);
    console.say("Starting %s in %s".formatted(what, folder.path()));
    try {
      LocalFarm farm = LocalFarm.start(settings.apply(folder.path()), configs);
      console.say("The dashboard is at " + farm.url());
      return new DemoFarm(folder, farm);
    } catch (IOException | ToolMissingException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  RunClient client() {
    return farm.client();
  }

  String url() {
    return farm.url();
  }

  @Override
  public void close() throws IOException {
    try {
      farm.close();
    } finally {
      folder.close();
    }
  }
}
