package org.hilfarm.farm.compare.page;

import java.time.LocalDate;
import java.util.List;
import org.hilfarm.model.build.Image;

/**
 * What a comparison was made of.
 *
 * @param image the firmware
 * @param date when
 * @param emulator which emulator, in words
 * @param leftOut sentences about scripts that these boards cannot run
 */
public record About(Image image, LocalDate date, String emulator, List<String> leftOut) {
  public About {
    leftOut = List.copyOf(leftOut);
  }
}
