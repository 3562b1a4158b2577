package org.hilfarm.wire.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.hilfarm.firmware.Firmware;
import org.hilfarm.model.board.Ability;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.PortPath;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.SlotId;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.model.schedule.Cron;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.script.Act;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.model.verdict.Verdict;

/**
 * The farm's one JSON dialect: names as in the records, ids as plain strings, sealed types told
 * apart by {@code "is"}, times as ISO-8601 text. Unknown keys are an error when a config is read
 * and are ignored in messages, so that a newer peer may say more. Any thread may use it.
 */
public final class Json {
  /** Nesting deeper, or text longer, than anything honest; what a board says is hostile. */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder().maxNestingDepth(64).maxStringLength(8 << 20).build();

  private static final List<Class<?>> TEXT_IDS =
      List.of(
          Ability.class,
          BoardSerial.class,
          BoardTypeId.class,
          JobId.class,
          PortPath.class,
          RackId.class,
          RunId.class,
          ScheduleId.class,
          ScriptId.class,
          Sha256.class,
          SlotId.class,
          SuiteId.class);

  private static final ObjectMapper MAPPER = mapper();

  private Json() {}

  /** The mapper itself, for a library that wants one; do not configure it. */
  public static ObjectMapper shared() {
    return MAPPER;
  }

  /** Writes a value on one line. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write as JSON: " + value.getClass().getName(), e);
    }
  }

  /** Writes a value for people to read. */
  public static String pretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write as JSON: " + value.getClass().getName(), e);
    }
  }

  /** Reads a value; throws with the line and column where the text is not one. */
  public static <T> T read(String text, Class<T> type) throws IOException {
    return MAPPER.readValue(text, type);
  }

  /** Reads a value; throws with the line and column where the bytes are not one. */
  public static <T> T read(byte[] bytes, Class<T> type) throws IOException {
    return MAPPER.readValue(bytes, type);
  }

  private static ObjectMapper mapper() {
    JsonMapper.Builder b =
        JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .addModule(new SimpleModule().addDeserializer(Firmware.class, new FirmwareReader()))
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .addMixIn(LeaseToken.class, NumberMixin.class)
            .addMixIn(Act.class, ActMixin.class)
            .addMixIn(Cron.class, CronMixin.class)
            .addMixIn(BuildSource.class, BuildSourceMixin.class)
            .addMixIn(Script.class, ScriptMixin.class)
            .addMixIn(Outcome.class, OutcomeMixin.class)
            .addMixIn(FlashReport.class, FlashReportMixin.class)
            .addMixIn(Verdict.class, VerdictMixin.class);
    TEXT_IDS.forEach(type -> b.addMixIn(type, TextMixin.class));
    return b.build();
  }

  @SuppressWarnings("UnusedVariable") // Jackson matches the constructor by its parameter's type
  private abstract static class TextMixin {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    TextMixin(String value) {}

    @JsonValue
    abstract String value();
  }

  @SuppressWarnings("UnusedVariable") // as above
  private abstract static class NumberMixin {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    NumberMixin(long value) {}

    @JsonValue
    abstract long value();
  }

  /** Acts are spelled as script headers spell them. */
  private interface ActMixin {
    @JsonCreator
    static Act of(String text) {
      return Act.of(text);
    }

    @JsonValue
    String text();
  }

  @SuppressWarnings("UnusedVariable") // as above
  private abstract static class CronMixin {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    CronMixin(String text) {}

    @JsonValue
    abstract String text();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = BuildSource.Folder.class, name = "folder"),
    @JsonSubTypes.Type(value = BuildSource.GitHub.class, name = "github"),
    @JsonSubTypes.Type(value = BuildSource.Download.class, name = "download")
  })
  private interface BuildSourceMixin {}

  /** A script that names no firmware is for any. */
  @SuppressWarnings("UnusedMethod") // Jackson finds it by its name
  private interface ScriptMixin {
    @JsonDeserialize(contentUsing = FirmwareReader.OrAny.class)
    Optional<Firmware> firmware();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Passed.class, name = "passed"),
    @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = Outcome.Skipped.class, name = "skipped"),
    @JsonSubTypes.Type(value = Outcome.NotRun.class, name = "not-run")
  })
  private interface OutcomeMixin {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = FlashReport.Running.class, name = "running"),
    @JsonSubTypes.Type(value = FlashReport.NotRunning.class, name = "not-running")
  })
  private interface FlashReportMixin {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Verdict.Mergeable.class, name = "mergeable"),
    @JsonSubTypes.Type(value = Verdict.Blocked.class, name = "blocked"),
    @JsonSubTypes.Type(value = Verdict.Undecided.class, name = "undecided"),
    @JsonSubTypes.Type(value = Verdict.Cancelled.class, name = "cancelled")
  })
  private interface VerdictMixin {}
}
