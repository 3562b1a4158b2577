package org.hilfarm.farm.compare.session;

import java.util.List;
import java.util.Map;

/**
 * A console session: what is done to a board that has just had power and is at its prompt.
 *
 * @param name its file's, without the ending
 * @param title what it is about, in words
 * @param files what lies on the drive before it begins, by name
 * @param steps in order
 */
public record Session(String name, String title, Map<String, String> files, List<Step> steps) {
  public Session {
    files = Map.copyOf(files);
    steps = List.copyOf(steps);
  }
}
