package org.hilfarm.server;

import java.nio.file.Path;
import java.util.List;
import org.hilfarm.server.report.RunFinished;
import org.hilfarm.server.report.RunStore;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Routes;

/** A part that reads what is stored, is told of finished runs, and adds pages. */
public interface Extension {
  /**
   * What an extension is given.
   *
   * @param runs what is stored
   * @param access who may read
   * @param dataFolder where it may keep files
   * @param seed fixes every random choice of all attempts
   */
  record Farm(RunStore runs, Access access, Path dataFolder, long seed) {}

  /** Told of each run that has its verdict. */
  RunFinished onFinished(Farm farm);

  /** Further pages. */
  List<Routes> routes(Farm farm);
}
