package org.hilfarm.wire.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Collects problems, so that all are told at once. One thread. */
final class Problems {
  private final Set<ConfigProblem> all = new LinkedHashSet<>();

  /** Where problems of one file are noted. */
  record In(Problems problems, String file, ToIntFunction<String> lineOf) {
    void add(String key, String text) {
      problems.all.add(new ConfigProblem(file, lineOf.applyAsInt(key), key, text));
    }

    void add(int line, String text) {
      problems.all.add(new ConfigProblem(file, line, "", text));
    }

    int count() {
      return problems.all.size();
    }
  }

  /** A file in which lines are not told. */
  In in(String file) {
    return new In(this, file, key -> 0);
  }

  In in(String file, ToIntFunction<String> lineOf) {
    return new In(this, file, lineOf);
  }

  List<ConfigProblem> all() {
    return List.copyOf(all);
  }
}
