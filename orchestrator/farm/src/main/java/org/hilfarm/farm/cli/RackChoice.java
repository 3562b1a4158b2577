package org.hilfarm.farm.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.hilfarm.model.board.RackId;
import org.hilfarm.wire.config.ConfigProblems;
import org.hilfarm.wire.config.Configs;

/**
 * A rack, named or by its file.
 *
 * @param rack which
 * @param configs the farm's, with that rack among them
 */
record RackChoice(RackId rack, Configs configs) {
  static RackChoice of(String nameOrFile, Path repository) throws IOException, ConfigProblems {
    Configs all = Configs.load(repository);
    if (!nameOrFile.endsWith(".yaml")) {
      return new RackChoice(new RackId(nameOrFile), all);
    }
    Path file = Path.of(nameOrFile);
    return new RackChoice(Configs.nameIn(file), all.withRack(repository, file));
  }
}
