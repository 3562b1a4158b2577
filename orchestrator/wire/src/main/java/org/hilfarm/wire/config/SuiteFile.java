package org.hilfarm.wire.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.script.EmulatedUse;
import org.hilfarm.model.script.Repeat;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;

/** Reads {@code board-configs/suites/<suite>.yaml}. */
final class SuiteFile {
  private SuiteFile() {}

  private static EmulatedUse emulated(String text) {
    return switch (text) {
      case "preflight" -> EmulatedUse.PREFLIGHT;
      case "preflight-stops" -> EmulatedUse.PREFLIGHT_STOPS;
      case "counts" -> EmulatedUse.COUNTS;
      case "off", "false" -> EmulatedUse.OFF; // YAML 1.1 reads a bare off as false
      default ->
          throw new IllegalArgumentException(
              "must be preflight, preflight-stops, counts or off, not " + Readers.quoted(text));
    };
  }

  static Optional<Suite> read(Section file, Configs.Draft draft) {
    Optional<SuiteId> id = file.value("suite", SuiteId::new);
    List<ScriptId> scripts = file.values("scripts", ScriptId::new);
    if (scripts.isEmpty()) {
      file.problem("scripts", "a suite without scripts would pass everything");
    }
    Set<ScriptId> seen = new HashSet<>();
    for (int i = 0; i < scripts.size(); i++) {
      ScriptId script = scripts.get(i);
      if (!seen.add(script)) {
        file.problem("scripts[" + i + "]", script + " is listed twice");
      } else if (!draft.knows(script)) {
        file.problem(
            "scripts[" + i + "]",
            "no script " + script + "; there is no " + Configs.SCRIPTS + "/" + script + ".py");
      }
    }
    Optional<EmulatedUse> emulated = file.optional("emulated", SuiteFile::emulated);
    Repeat repeat = repeat(file);
    return file.build(
        () -> new Suite(id.orElseThrow(), scripts, emulated.orElse(EmulatedUse.PREFLIGHT), repeat));
  }

  private static Repeat repeat(Section file) {
    Optional<Repeat> rounds = file.optional("rounds", SuiteFile::rounds);
    Optional<Repeat> hours = file.optional("for_h", t -> new Repeat.Lasting(Readers.hours(t)));
    if (file.has("rounds") && file.has("for_h")) {
      file.problem("for_h", "say either rounds or for_h: one fixes the other");
    }
    return rounds.or(() -> hours).orElse(Repeat.ONCE);
  }

  private static Repeat rounds(String text) {
    return new Repeat.Rounds((int) Math.min(Integer.MAX_VALUE, Readers.whole(text)));
  }
}
