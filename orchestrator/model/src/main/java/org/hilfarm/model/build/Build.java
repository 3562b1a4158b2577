package org.hilfarm.model.build;

import java.util.List;
import java.util.Optional;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.board.BoardTypeId;

/**
 * A set of images that belong together.
 *
 * @param name for people: a folder's name, a PR's number
 * @param images at most one for each board type and format
 */
public record Build(String name, List<Image> images) {
  public Build {
    images = List.copyOf(images);
  }

  /** The image of this kind for this type of board. */
  public Optional<Image> image(BoardTypeId boardType, ImageFormat format) {
    return images.stream()
        .filter(i -> i.boardType().equals(boardType) && i.format() == format)
        .findFirst();
  }
}
