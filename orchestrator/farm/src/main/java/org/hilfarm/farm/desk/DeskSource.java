package org.hilfarm.farm.desk;

import java.util.Locale;
import org.hilfarm.model.script.Phase;
import org.hilfarm.model.script.Script;

/**
 * The Python that runs a phase on a board without hil.py on its drive: the module is made in memory
 * first.
 *
 * @param library the source of hil.py
 * @param script what is run
 */
record DeskSource(String library, Script script) {
  /** Characters of Python's string literals that would end or change them. */
  private static String literal(String text) {
    StringBuilder out = new StringBuilder("'");
    text.chars()
        .forEach(
            c -> {
              if (c == '\'' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (c >= 32 && c < 127) {
                out.append((char) c);
              } else {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
              }
            });
    return out.append('\'').toString();
  }

  /** Defines hil in this interpreter, runs the script's file, and then the phase's function. */
  String of(Phase phase, String nonce, int round) {
    String module =
        """
        import sys
        _hil = {"__name__": "hil"}
        exec(%s, _hil)
        class _Hil:
            def __getattr__(self, name):
                return _hil[name]
        sys.modules["hil"] = _Hil()
        _hil["start"](%s, %s, "", None, %d)
        """
            .formatted(literal(library), literal(nonce), literal(phase.run()), round);
    String call = phase.run().isEmpty() ? "lambda: None" : phase.run();
    return module + script.source() + "\n_hil[\"run\"](" + call + ")\n";
  }
}
