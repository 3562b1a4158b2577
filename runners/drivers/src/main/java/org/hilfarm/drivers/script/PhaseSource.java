package org.hilfarm.drivers.script;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.I2cPins;
import org.hilfarm.model.board.I2cTarget;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.script.Ends;
import org.hilfarm.model.script.Phase;
import org.hilfarm.model.script.Script;

/**
 * The Python that runs a phase: hil.py is told whose phase it is, the script defines its functions,
 * one of them is called. The comments the script begins with (its header, which is the farm's to
 * read) are sent as empty lines, and the first gives way, so that line numbers in tracebacks are
 * the file's.
 */
final class PhaseSource {
  private final Script script;
  private final String family;
  private final String wired;

  PhaseSource(Script script, BoardType type, Slot slot) {
    this.script = script;
    this.family = type.family().name();
    this.wired = wired(type.i2c(), slot);
  }

  /**
   * For the raw REPL: one phase.
   *
   * @param currents what the power meter saw in the phases before
   */
  String forRepl(Phase phase, String nonce, int round, List<Measure> currents) {
    String begin =
        "import hil; hil.start(%s, %s, %s, %s, %d%s)"
            .formatted(
                quoted(nonce), quoted(phase.run()), quoted(family), wired, round, told(currents));
    String call = phase.run().isEmpty() ? "lambda: None" : phase.run();
    return withFirstLine(begin) + "\nhil.run(" + call + ")\n";
  }

  /** As code.py: phases that follow each other over resets. */
  String forCodePy(List<Phase> phases, String nonce) {
    String functions =
        phases.stream()
            .map(
                p ->
                    "(%s, %s, %s),"
                        .formatted(
                            quoted(p.run()), p.run(), p.ends() == Ends.POWER ? "True" : "False"))
            .collect(Collectors.joining(" "));
    return withFirstLine("import hil")
        + "\nhil.chain(%s, %s, %s, (%s))\n"
            .formatted(quoted(nonce), quoted(family), wired, functions);
  }

  private String withFirstLine(String line) {
    String source = script.source();
    int code = 0;
    int comments = 0;
    int end = source.indexOf('\n');
    while (end >= 0 && source.charAt(code) == '#') {
      comments++;
      code = end + 1;
      end = source.indexOf('\n', code);
    }
    return line + "\n".repeat(Math.max(1, comments)) + source.substring(code);
  }

  private static String told(List<Measure> currents) {
    String pairs =
        currents.stream()
            .map(m -> String.format(Locale.ROOT, "%s: %.2f", quoted(m.name()), m.value()))
            .collect(Collectors.joining(", "));
    return pairs.isEmpty() ? "" : ", {" + pairs + "}";
  }

  private static String wired(Optional<I2cPins> pins, Slot slot) {
    return Stream.concat(
            pins.flatMap(p -> slot.i2cTarget().map(t -> i2c(p, t))).stream(),
            slot.fixture().drivenPin().map(p -> "'pin': " + quoted(p.name())).stream())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String i2c(I2cPins pins, I2cTarget target) {
    return String.format(
        Locale.ROOT,
        "'sda': %s, 'scl': %s, 'address': %d, 'register': %d, 'value': %d%s",
        quoted(pins.sda()),
        quoted(pins.scl()),
        target.address(),
        target.register(),
        target.value(),
        target.stretch().isPresent() ? ", 'stretch': " + target.stretch().getAsInt() : "");
  }

  /** Names come from the farm's own files; anything odd in them must not become code. */
  private static String quoted(String text) {
    if (!text.matches("[A-Za-z0-9_.]*")) {
      throw new IllegalArgumentException("no plain name: \"" + text + "\"");
    }
    return "'" + text + "'";
  }
}
