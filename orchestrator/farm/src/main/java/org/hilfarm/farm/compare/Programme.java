package org.hilfarm.farm.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hilfarm.farm.compare.session.Session;
import org.hilfarm.model.script.Script;

/**
 * What both boards are told to do, in order.
 *
 * @param sessions first
 * @param scripts then
 */
public record Programme(List<Session> sessions, List<Script> scripts) {
  public Programme {
    sessions = List.copyOf(sessions);
    scripts = scripts.stream().sorted(Comparator.comparing((Script s) -> s.id().value())).toList();
  }

  /** Only what is named; all where nothing is. Throws where a name is nobody's. */
  public Programme only(List<String> names) {
    if (names.isEmpty()) {
      return this;
    }
    List<String> unknown = new ArrayList<>(names);
    unknown.removeAll(this.names());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing to compare is called %s; there are %s".formatted(unknown, this.names()));
    }
    return new Programme(
        sessions.stream().filter(s -> names.contains(s.name())).toList(),
        scripts.stream().filter(s -> names.contains(s.id().value())).toList());
  }

  /** All names. */
  List<String> names() {
    return Stream.of(
            sessions.stream().map(Session::name), scripts.stream().map(s -> s.id().value()))
        .flatMap(Function.identity())
        .toList();
  }

  int size() {
    return sessions.size() + scripts.size();
  }
}
