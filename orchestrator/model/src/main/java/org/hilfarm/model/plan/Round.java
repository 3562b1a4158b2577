package org.hilfarm.model.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which of a soak's rounds a job is. A round is all of a suite's scripts once on a type of board.
 *
 * @param number counts from 1
 * @param of how many rounds the plan asks for on this type of board
 */
public record Round(int number, int of) {
  private static final int MOST_SAID = 12;

  public Round {
    if (number < 1 || number > of) {
      throw new IllegalArgumentException("there is no round %d of %d".formatted(number, of));
    }
  }

  /**
   * Rounds by their numbers, the bounded way people say it: {@code rounds 2, 5 and 12 to 20 of 20}.
   */
  public static String words(Collection<Integer> numbers, int of) {
    List<String> said = stretches(new TreeSet<>(numbers));
    if (said.size() > MOST_SAID) {
      long left = numbers.stream().distinct().count();
      said = List.copyOf(said.subList(0, MOST_SAID));
      return "rounds %s and more, %d in all, of %d".formatted(String.join(", ", said), left, of);
    }
    String last = said.isEmpty() ? "none" : said.getLast();
    String before = String.join(", ", said.subList(0, Math.max(0, said.size() - 1)));
    return "%s %s%s of %d"
        .formatted(
            said.size() == 1 && !last.contains(" ") ? "round" : "rounds",
            before,
            before.isEmpty() ? last : " and " + last,
            of);
  }

  /** Three or more in a row as the first and the last. */
  private static List<String> stretches(SortedSet<Integer> numbers) {
    List<String> said = new ArrayList<>();
    int first = 0;
    for (int number : numbers) {
      first = numbers.contains(number - 1) ? first : number;
      if (!numbers.contains(number + 1)) {
        say(first, number, said);
      }
    }
    return said;
  }

  private static void say(int first, int last, List<String> said) {
    if (last - first >= 2) {
      said.add(first + " to " + last);
      return;
    }
    for (int number = first; number <= last; number++) {
      said.add(Integer.toString(number));
    }
  }

  @Override
  public String toString() {
    return "round %d of %d".formatted(number, of);
  }
}
