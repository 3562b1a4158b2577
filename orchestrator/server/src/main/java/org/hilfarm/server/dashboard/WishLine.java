package org.hilfarm.server.dashboard;

import org.hilfarm.model.build.Image;
import org.hilfarm.server.postgres.WishRows;
import org.hilfarm.server.visible.Visible;

/**
 * What a person wanted of a board that they had reserved, and what came of it.
 *
 * @param status a word that is also its colour
 * @param said what came of it; empty while it is being done
 */
public record WishLine(String asked, String person, String what, String status, String said) {
  private static final int NAME = 200;

  static WishLine of(WishRows.Wished wished) {
    return new WishLine(
        Words.at(wished.asked()),
        Words.bounded(wished.person(), NAME),
        wished.image().map(WishLine::written).orElse("its power cut for a moment"),
        wished.outcome().map(o -> o.well() ? "done" : "failed").orElse("running"),
        wished.outcome().map(o -> Visible.line(o.said(), Words.REASON)).orElse(""));
  }

  private static String written(Image image) {
    return "%s written (%s)"
        .formatted(Visible.line(image.fileName(), NAME), image.digest().brief());
  }
}
