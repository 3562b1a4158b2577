package org.hilfarm.wire.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.script.Act;
import org.hilfarm.model.script.CurrentDraw;
import org.hilfarm.model.script.Ends;
import org.hilfarm.model.script.Phase;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Via;

/**
 * Reads a test script: the block of comments in which it declares what the farm must know, from
 * {@code # /// hil} to {@code # ///}, holds TOML (the form is PEP 723's).
 */
public final class ScriptHeader {
  private static final Pattern FUNCTION = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,60}");
  private static final Pattern ISSUE =
      Pattern.compile("[A-Za-z0-9_.-]{1,60}/[A-Za-z0-9_.-]{1,60}#[0-9]{1,7}");

  /** What a script says that runs on every firmware. */
  private static final String ANY = "any";

  private static final Optional<Firmware> CIRCUITPYTHON = Optional.of(Firmware.CIRCUITPYTHON);

  private final Problems.In problems;

  private ScriptHeader(Problems.In problems) {
    this.problems = problems;
  }

  /**
   * Reads one script.
   *
   * @param id its path below the scripts' folder
   * @param file its name in messages
   * @param bytes the file
   */
  public static Script parse(ScriptId id, String file, byte[] bytes) throws ConfigProblems {
    Problems problems = new Problems();
    Optional<Script> script = read(id, file, bytes, problems);
    if (script.isEmpty()) {
      throw new ConfigProblems(problems.all());
    }
    return script.get();
  }

  static Optional<Script> read(ScriptId id, String file, byte[] bytes, Problems problems) {
    String source = new String(bytes, StandardCharsets.UTF_8);
    Optional<HeaderBlock> block = HeaderBlock.in(source, problems.in(file));
    return block.flatMap(
        b ->
            new ScriptHeader(problems.in(file, b::lineOf)).script(id, b, source, Sha256.of(bytes)));
  }

  private Optional<Script> script(ScriptId id, HeaderBlock block, String source, Sha256 digest) {
    return toml(block).flatMap(header -> script(id, header, source, digest));
  }

  private Optional<Section> toml(HeaderBlock block) {
    try {
      JsonNode root = new TomlMapper().readTree(block.toml());
      return Optional.of(new Section(problems, "", root));
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      problems.add(block.firstLine() + line - 1, "the block is no TOML: " + e.getOriginalMessage());
      return Optional.empty();
    }
  }

  private Optional<Script> script(ScriptId id, Section header, String source, Sha256 digest) {
    Optional<String> name = header.value("name", Readers::line);
    List<Ability> needs = header.values("needs", Ability::new);
    Optional<Duration> timeout = header.value("timeout_s", ScriptHeader::budget);
    List<String> covers = header.values("covers", ScriptHeader::issue);
    List<Phase> phases =
        header.sections("phases").stream()
            .flatMap(s -> phase(s, timeout.orElse(Duration.ofHours(1))).stream())
            .toList();
    Optional<String> firmware = header.optional("firmware", ScriptHeader::firmwareWord);
    Optional<Firmware> only =
        firmware.isEmpty() ? CIRCUITPYTHON : firmware.flatMap(ScriptHeader::only);
    PhaseRules.broken(phases, only).forEach(rule -> header.problem("phases", rule));
    return header.build(
        () ->
            new Script(
                id,
                name.orElseThrow(),
                Set.copyOf(needs),
                timeout.orElseThrow(),
                covers,
                phases,
                source,
                digest,
                only));
  }

  private static String firmwareWord(String text) {
    if (only(text).isEmpty() && !text.equals(ANY)) {
      throw new IllegalArgumentException(
          "must be circuitpython, micropython or any, not " + Readers.quoted(text));
    }
    return text;
  }

  private static Optional<Firmware> only(String word) {
    return Arrays.stream(Firmware.values()).filter(f -> Readers.dashed(f).equals(word)).findFirst();
  }

  private static Optional<Phase> phase(Section section, Duration timeout) {
    Optional<String> run = section.value("run", ScriptHeader::function);
    Optional<Via> via = section.optional("via", Readers.oneOf(Via.class, ScriptHeader::spelled));
    Optional<Ends> ends = section.optional("ends", Readers.oneOf(Ends.class, Readers::dashed));
    Optional<Duration> within = section.optional("within_s", ScriptHeader::budget);
    Optional<ResetReason> expect =
        section.optional("expect", Readers.oneOf(ResetReason.class, Enum::name));
    Optional<Duration> cut = section.optional("usb_data_cut_s", Readers::seconds);
    List<Act> acts = section.values("acts", Act::of);
    if (within.isPresent() && within.get().compareTo(timeout) > 0) {
      section.problem("within_s", "is longer than the whole script's timeout_s");
    }
    if (expect.isPresent() && ends.orElse(Ends.DONE) != Ends.RESET) {
      section.problem("expect", "is for a phase with ends = \"reset\" only");
    }
    Optional<CurrentDraw> current =
        section.optionalSection("current").flatMap(ScriptHeader::current);
    if (current.isPresent() && (via.orElse(Via.REPL) != Via.CODE_PY || cut.isEmpty())) {
      section.problem("current", "is for a phase with via = \"code.py\" and usb_data_cut_s only");
    }
    return section.build(
        () ->
            new Phase(
                run.orElseThrow(),
                via.orElse(Via.REPL),
                ends.orElse(Ends.DONE),
                within.orElse(timeout),
                expect,
                cut.orElse(Duration.ZERO),
                acts,
                current));
  }

  private static Optional<CurrentDraw> current(Section section) {
    Optional<String> lowest = section.value("lowest", ScriptHeader::function);
    Optional<String> highest = section.optional("highest", ScriptHeader::function);
    Optional<Duration> held = section.value("held_s", ScriptHeader::budget);
    return section.build(() -> new CurrentDraw(lowest.orElseThrow(), highest, held.orElseThrow()));
  }

  private static String spelled(Via via) {
    return switch (via) {
      case REPL -> "repl";
      case CODE_PY -> "code.py";
      case PROMPT -> "prompt";
    };
  }

  private static Duration budget(String text) {
    Duration time = Readers.seconds(text);
    if (time.isZero()) {
      throw new IllegalArgumentException("must be more than nothing");
    }
    return time;
  }

  private static String function(String text) {
    if (!FUNCTION.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be the name of a function of the script, not " + Readers.quoted(text));
    }
    return text;
  }

  private static String issue(String text) {
    if (!ISSUE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be an issue, such as adafruit/circuitpython#5021, not " + Readers.quoted(text));
    }
    return text;
  }
}
