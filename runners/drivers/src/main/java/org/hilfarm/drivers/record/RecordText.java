package org.hilfarm.drivers.record;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.RunReason;
import org.hilfarm.model.reset.SafeModeReason;
import org.hilfarm.model.reset.Witnesses;
import org.hilfarm.wire.json.Json;

/**
 * One record's JSON, read without trust: what is missing, of another type or too long is an error,
 * and control characters never get further.
 */
public final class RecordText {
  /** hil.py cuts texts at 160 characters and marks the cut with three dots. */
  static final int MAX_TEXT = 200;

  private final Map<?, ?> fields;

  private RecordText(Map<?, ?> fields) {
    this.fields = fields;
  }

  static RecordText of(String json) throws MalformedRecordException {
    if (!json.startsWith("{")) {
      throw new MalformedRecordException("it is no JSON object");
    }
    try {
      return new RecordText(Json.read(json, Map.class));
    } catch (IOException notJson) {
      throw new MalformedRecordException("it is no JSON object");
    }
  }

  int number() throws MalformedRecordException {
    return integer("n");
  }

  String nonce() throws MalformedRecordException {
    return text("k");
  }

  /** How many records the closing one says there are, itself included. */
  int count() throws MalformedRecordException {
    return integer("count");
  }

  BoardRecord record() throws MalformedRecordException {
    String kind = text("is");
    return switch (kind) {
      case "start" -> new BoardRecord.Started(text("phase"), integer("round"));
      case "check" -> new BoardRecord.Checked(check());
      case "wiring" -> new BoardRecord.Wired(check());
      case "measure" -> measure();
      case "heap" -> new BoardRecord.Heap(HeapText.sample(this));
      case "skip" -> new BoardRecord.Skipping(text("reason"));
      case "raised" -> new BoardRecord.Raised(text("type"), text("detail"));
      case "unclean" -> new BoardRecord.Unclean(text("why"));
      case "boot" -> new BoardRecord.Booted(witnesses(), text("wake_alarm"));
      case "ready" -> new BoardRecord.Ready();
      case "end" -> new BoardRecord.Ended(how(text("how")), decimal("due"));
      default -> throw new MalformedRecordException("its kind is unknown: \"" + kind + "\"");
    };
  }

  private Check check() throws MalformedRecordException {
    return new Check(text("what"), truth("ok"), text("detail"));
  }

  /** A value that is no finite number (JSON has none) is a failed check, not a measure. */
  private BoardRecord measure() throws MalformedRecordException {
    String name = text("name");
    OptionalDouble value = decimal("value");
    if (value.isEmpty()) {
      return new BoardRecord.Checked(
          new Check(name + " is a number", false, String.valueOf(fields.get("value"))));
    }
    return new BoardRecord.Measured(
        new Measure(name, value.getAsDouble(), text("unit"), decimal("min"), decimal("max")));
  }

  private Witnesses witnesses() throws MalformedRecordException {
    return new Witnesses(
        member(ResetReason.class, text("reset_reason")),
        member(SafeModeReason.class, text("safe_mode_reason")),
        member(RunReason.class, text("run_reason")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static BoardRecord.How how(String text) throws MalformedRecordException {
    return member(BoardRecord.How.class, text.toUpperCase(Locale.ROOT))
        .orElseThrow(() -> new MalformedRecordException("its ending is unknown: \"" + text + "\""));
  }

  /** The constant of this name; empty where a firmware has one the farm does not know. */
  public static <E extends Enum<E>> Optional<E> member(Class<E> type, String name) {
    return Arrays.stream(type.getEnumConstants()).filter(e -> e.name().equals(name)).findFirst();
  }

  String text(String key) throws MalformedRecordException {
    if (fields.get(key) instanceof String text && text.length() <= MAX_TEXT) {
      return printable(text);
    }
    throw new MalformedRecordException("\"" + key + "\" is missing, no text or too long");
  }

  private int integer(String key) throws MalformedRecordException {
    if (fields.get(key) instanceof Integer number && number >= 0) {
      return number;
    }
    throw new MalformedRecordException("\"" + key + "\" is missing or no count");
  }

  private boolean truth(String key) throws MalformedRecordException {
    if (fields.get(key) instanceof Boolean truth) {
      return truth;
    }
    throw new MalformedRecordException("\"" + key + "\" is missing or neither true nor false");
  }

  OptionalDouble decimal(String key) {
    return fields.get(key) instanceof Number number && Double.isFinite(number.doubleValue())
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  /** Control and invisible characters become a question mark: they could steer a terminal. */
  public static String printable(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || isInvisible(c) ? '?' : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isInvisible(int c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
