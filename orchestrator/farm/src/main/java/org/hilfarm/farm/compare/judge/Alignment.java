package org.hilfarm.farm.compare.judge;

import java.util.ArrayList;
import java.util.List;
import org.hilfarm.farm.compare.judge.Run.Kind;

/**
 * Lays two boards' lines side by side: the longest common subsequence of what does not vary. Its
 * table has as many cells as the chapters' limit squared at most.
 */
final class Alignment {
  private final List<String> virtual;
  private final List<String> emulated;
  private final List<String> left;
  private final List<String> right;
  private final List<Run> runs = new ArrayList<>();
  private final List<String> openVirtual = new ArrayList<>();
  private final List<String> openEmulated = new ArrayList<>();
  private Kind open = Kind.SAME;

  private Alignment(String label, List<String> virtual, List<String> emulated) {
    this.virtual = virtual;
    this.emulated = emulated;
    this.left = virtual.stream().map(l -> Varying.without(label, l)).toList();
    this.right = emulated.stream().map(l -> Varying.without(label, l)).toList();
  }

  static List<Run> of(String label, List<String> virtual, List<String> emulated) {
    return new Alignment(label, virtual, emulated).align();
  }

  private List<Run> align() {
    int[][] common = common();
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
        both(virtual.get(i++), emulated.get(j++));
      } else if (j == right.size() || (i < left.size() && common[i + 1][j] >= common[i][j + 1])) {
        begin(Kind.DIFFERS);
        openVirtual.add(virtual.get(i++));
      } else {
        begin(Kind.DIFFERS);
        openEmulated.add(emulated.get(j++));
      }
    }
    settle();
    return List.copyOf(runs);
  }

  /** How many lines the rests from here on have in common. */
  private int[][] common() {
    int[][] table = new int[left.size() + 1][right.size() + 1];
    for (int i = left.size() - 1; i >= 0; i--) {
      for (int j = right.size() - 1; j >= 0; j--) {
        table[i][j] =
            left.get(i).equals(right.get(j))
                ? table[i + 1][j + 1] + 1
                : Math.max(table[i + 1][j], table[i][j + 1]);
      }
    }
    return table;
  }

  private void both(String one, String other) {
    begin(one.equals(other) ? Kind.SAME : Kind.VARIES);
    openVirtual.add(one);
    openEmulated.add(other);
  }

  private void begin(Kind kind) {
    if (kind != open) {
      settle();
      open = kind;
    }
  }

  private void settle() {
    if (!openVirtual.isEmpty() || !openEmulated.isEmpty()) {
      runs.add(new Run(open, openVirtual, openEmulated));
      openVirtual.clear();
      openEmulated.clear();
    }
  }
}
