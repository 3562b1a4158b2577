package org.hilfarm.server.intake;

import java.util.List;
import java.util.Map;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.script.Script;

/**
 * A submission that keeps every rule.
 *
 * @param images one for each board type, in the order of their names
 * @param bytes of each image, by digest
 * @param unknown board types that were submitted and that the farm has no board type file for
 * @param upstream tests of upstream's that came with it
 */
public record Intaken(
    List<Image> images,
    Map<Sha256, byte[]> bytes,
    List<BoardTypeId> unknown,
    List<Script> upstream) {
  public Intaken {
    images = List.copyOf(images);
    bytes = Map.copyOf(bytes);
    unknown = List.copyOf(unknown);
    upstream = List.copyOf(upstream);
  }
}
