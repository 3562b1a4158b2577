package org.hilfarm.firmware.elf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.hilfarm.firmware.MalformedImageException;

/**
 * What code is where in a build, from the ELF file its linker left: functions from the symbol
 * table, lines from {@code .debug_line} where the build has it. Immutable; any thread may use it.
 */
public final class CodeMap {
  private final Sections sections;
  private final Functions functions;

  private CodeMap(Sections sections, Functions functions) {
    this.sections = sections;
    this.functions = functions;
  }

  /** Reads an ELF file, or what {@link Essence} left of one; throws where nothing could be told. */
  public static CodeMap of(byte[] file) throws MalformedImageException {
    Sections sections = Sections.of(file);
    Functions functions = Functions.in(sections);
    if (functions.count() == 0) {
      throw new MalformedImageException(
          "its ELF file names no function: it was stripped, so no address could be told");
    }
    return new CodeMap(sections, functions);
  }

  /** {@code gc_collect+0x1d (gc.c:512)} for each address, in order; empty where no code is. */
  public List<Optional<String>> at(Collection<Long> addresses) {
    Map<Long, String> lines = Lines.of(sections, new TreeSet<>(addresses));
    List<Optional<String>> places = new ArrayList<>();
    for (Long address : addresses) {
      Optional<String> line = Optional.ofNullable(lines.get(address));
      Optional<String> function = functions.at(address);
      places.add(
          function
              .map(f -> f + line.map(l -> " (" + l + ")").orElse(""))
              .or(() -> line.map(l -> "(" + l + ")")));
    }
    return places;
  }
}
