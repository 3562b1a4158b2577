package org.hilfarm.farm.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hilfarm.model.board.Rack;
import org.hilfarm.process.ToolMissingException;
import org.hilfarm.process.Tools;
import org.hilfarm.virtual.circuitpython.CircuitPython;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;

/** Builds a virtual rack. */
public final class Boards {
  private Boards() {}

  /**
   * Fills the folder with the rack's boards and switches them on; the boards' Python lies in a
   * folder beside it, since on a rack's tree there is only what a host shows.
   */
  public static VirtualRack start(Path root, Rack rack, Configs configs, VirtualRackOptions options)
      throws IOException, ToolMissingException {
    Path work = Files.createDirectories(root.resolveSibling(root.getFileName() + ".python"));
    return VirtualRack.start(
        root, rack, configs.types(), CircuitPython.factory(Tools.here(), work), options);
  }
}
