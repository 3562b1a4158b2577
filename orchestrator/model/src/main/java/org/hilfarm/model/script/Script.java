package org.hilfarm.model.script;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.build.Sha256;

/**
 * A test script: what its header block declares, and its source.
 *
 * @param id its path below {@code test-scripts}
 * @param name one sentence: what a pass means
 * @param needs abilities that board type and slot must have between them
 * @param timeout board time for the whole script
 * @param covers issues it guards against, such as {@code adafruit/circuitpython#5021}
 * @param phases in order; a script without phases is one phase that runs the whole file
 * @param source the file's text
 * @param digest of the file's bytes
 * @param firmware the only one it is written for; empty: any
 * @param expectation what it is judged by where it knows nothing of this farm; empty: by its own
 *     records
 */
public record Script(
    ScriptId id,
    String name,
    Set<Ability> needs,
    Duration timeout,
    List<String> covers,
    List<Phase> phases,
    String source,
    Sha256 digest,
    Optional<Firmware> firmware,
    Optional<Expectation> expectation) {
  public Script {
    needs = Set.copyOf(needs);
    covers = List.copyOf(covers);
    phases = List.copyOf(phases);
  }

  /** A script that is judged by its own records. */
  public Script(
      ScriptId id,
      String name,
      Set<Ability> needs,
      Duration timeout,
      List<String> covers,
      List<Phase> phases,
      String source,
      Sha256 digest,
      Optional<Firmware> firmware) {
    this(id, name, needs, timeout, covers, phases, source, digest, firmware, Optional.empty());
  }

  /** A script for CircuitPython. */
  public Script(
      ScriptId id,
      String name,
      Set<Ability> needs,
      Duration timeout,
      List<String> covers,
      List<Phase> phases,
      String source,
      Sha256 digest) {
    this(
        id,
        name,
        needs,
        timeout,
        covers,
        phases,
        source,
        digest,
        Optional.of(Firmware.CIRCUITPYTHON));
  }

  /** Whether it is written for what runs there. */
  public boolean fits(BoardType type) {
    return firmware.map(type.firmware()::equals).orElse(true);
  }

  /** Why it cannot run there, where it does not fit: it is a script for another firmware. */
  public String misfit(BoardType type) {
    return "is a script for %s, and a %s runs %s"
        .formatted(
            firmware.map(Firmware::title).orElse("any firmware"),
            type.id(),
            type.firmware().title());
  }

  /** The folder it lies in: watchdog, deep_sleep, i2c, heap. */
  public String subject() {
    String id = this.id.value();
    int slash = id.indexOf('/');
    return slash < 0 ? id : id.substring(0, slash);
  }
}
