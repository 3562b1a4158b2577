package org.hilfarm.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to start: never through a shell, so nothing in an argument is interpreted.
 *
 * @param words the program, then its arguments
 * @param environment added to this process' own
 * @param folder where it runs; this process' own where empty
 */
public record Command(List<String> words, Map<String, String> environment, Optional<Path> folder) {
  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("a command needs a program to start");
    }
  }

  /** The program with these arguments. */
  public static Command of(Path program, String... arguments) {
    return new Command(List.of(program.toString()), Map.of(), Optional.empty()).and(arguments);
  }

  /** The same with more arguments. */
  public Command and(String... arguments) {
    List<String> more = new ArrayList<>(words);
    more.addAll(List.of(arguments));
    return new Command(more, environment, folder);
  }

  /** The same with this variable in its environment. */
  public Command with(String variable, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(variable, value);
    return new Command(words, more, folder);
  }

  /** The same, run in this folder. */
  public Command in(Path place) {
    return new Command(words, environment, Optional.of(place));
  }

  /** The program's file name, for messages. */
  public String program() {
    Path name = Path.of(words.getFirst()).getFileName();
    return name == null ? words.getFirst() : name.toString();
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
