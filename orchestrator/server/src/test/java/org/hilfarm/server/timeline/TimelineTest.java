package org.hilfarm.server.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.plan.JobId;
import org.hilfarm.model.report.BoardReport;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Fault;
import org.hilfarm.model.report.FaultKind;
import org.hilfarm.model.report.FlashReport;
import org.hilfarm.model.report.Measure;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.reset.Judgement;
import org.hilfarm.model.reset.PowerCut;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.model.reset.ResetRecord;
import org.hilfarm.model.reset.Stimulus;
import org.hilfarm.model.reset.Witnesses;
import org.hilfarm.model.script.ScriptId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TimelineTest {
  private static final Instant BEGAN = Instant.parse("2026-11-22T08:00:00Z");
  private static final ScriptId FIRST = new ScriptId("heap/first");
  private static final ScriptId SECOND = new ScriptId("heap/second");
  private static final ScriptId THIRD = new ScriptId("heap/third");

  private static Instant at(double seconds) {
    return BEGAN.plusMillis(Math.round(seconds * 1000));
  }

  private static ScriptReport script(
      ScriptId id, double from, List<Check> checks, List<Measure> measures) {
    return new ScriptReport(
        id,
        new Outcome.Passed(),
        checks,
        measures,
        List.of(),
        at(from),
        Duration.ofSeconds(5),
        Duration.ofSeconds(4));
  }

  private static ScriptReport script(ScriptId id, double from) {
    return script(id, from, List.of(), List.of());
  }

  private static BoardReport attempt(List<ScriptReport> scripts, ResetRecord... resets) {
    return new BoardReport(
        new JobId("r1-1"),
        1,
        new RackId("demo"),
        new BoardSerial("P1"),
        new BoardTypeId("raspberry_pi_pico"),
        new FlashReport.NotRunning(new Fault(FaultKind.FLASH_FAILED, "not told here")),
        scripts,
        List.of(resets),
        List.of(),
        BEGAN,
        at(60));
  }

  private static Excerpt transcript(String... entries) {
    return Excerpt.whole((String.join("\n", entries) + "\n").getBytes(UTF_8));
  }

  private static String entry(double seconds, String rest) {
    return at(seconds) + " " + rest;
  }

  private static Timeline.Files console(Excerpt console) {
    return new Timeline.Files(console, Excerpt.none(), Excerpt.none());
  }

  private static List<Moment> of(BoardReport attempt, ScriptId script, Timeline.Files files) {
    ScriptReport report =
        attempt.scripts().stream().filter(s -> s.script().equals(script)).findFirst().orElseThrow();
    return Timeline.of(attempt, report, files);
  }

  private static List<String> told(List<Moment> moments, Source source) {
    return moments.stream().filter(m -> m.source() == source).map(Moment::text).toList();
  }

  @Test
  void a_script_has_its_own_lines_and_those_before_any_script() {
    BoardReport attempt =
        attempt(List.of(script(FIRST, 10), script(SECOND, 20), script(THIRD, 30)));
    Excerpt console =
        transcript(
            entry(1, "# /dev/ttyACM0 opened"),
            entry(2, "< before all"),
            entry(11, "< of the first"),
            entry(20, "> \\x04"),
            entry(21.5, "< of the second\\r\\nand its next line\\r\\n"),
            entry(29, "< of the second after its end"),
            entry(30, "< of the third"));

    List<Moment> moments = of(attempt, SECOND, console(console));

    assertThat(told(moments, Source.RACK)).containsExactly("/dev/ttyACM0 opened");
    assertThat(told(moments, Source.HOST)).containsExactly("\\x04");
    assertThat(told(moments, Source.BOARD))
        .containsExactly(
            "before all", "of the second", "and its next line", "of the second after its end");
    assertThat(told(moments, Source.FARM))
        .containsExactly(
            "the attempt began",
            "heap/first ran for 5000 ms",
            "this script began",
            "this script ended",
            "heap/third ran for 5000 ms",
            "the attempt ended");
    assertThat(moments).extracting(Moment::at).isSorted();
  }

  @Test
  void what_leaves_the_bus_and_what_has_no_power_is_a_moment_of_its_own() {
    Witnesses seen =
        new Witnesses(
                Optional.of(ResetReason.POWER_ON),
                Optional.empty(),
                Optional.empty(),
                Optional.of("rst:0x1 (POWERON)"),
                Optional.of(at(11)),
                Optional.of(at(13)))
            .withPower(Optional.of(new PowerCut(at(10.5), at(12))));
    ResetRecord start =
        new ResetRecord(
            2, at(14), Stimulus.POWER_CYCLE, seen, Judgement.UNEXPECTED, "it says so itself.");
    BoardReport attempt = attempt(List.of(script(FIRST, 10)), start);

    List<Moment> moments = of(attempt, FIRST, Timeline.Files.none());

    assertThat(moments)
        .filteredOn(m -> m.source() != Source.FARM)
        .extracting(Moment::at, Moment::source, Moment::text, Moment::mark)
        .containsExactly(
            tuple(at(10.5), Source.POWER, "the port has no power", Moment.Mark.NONE),
            tuple(at(11), Source.USB, "the board left the bus", Moment.Mark.NONE),
            tuple(at(12), Source.POWER, "the port has power again", Moment.Mark.NONE),
            tuple(at(13), Source.USB, "the board is back on the bus", Moment.Mark.NONE),
            tuple(
                at(14),
                Source.RESET,
                "start 2 after POWER_CYCLE, UNEXPECTED: it says so itself. Witnesses: reset reason"
                    + " POWER_ON; ROM line rst:0x1 (POWERON).",
                Moment.Mark.BAD));
  }

  @Test
  void a_check_has_the_time_of_its_record_and_one_the_host_saw_the_time_before() {
    List<Check> checks =
        List.of(
            new Check("a \"quoted\" thing", true, ""),
            new Check("the host saw it", true, "seen"),
            new Check("it holds", false, "3 of 4"));
    List<Measure> measures =
        List.of(new Measure("free", 5, "B", OptionalDouble.of(6), OptionalDouble.empty()));
    BoardReport attempt = attempt(List.of(script(FIRST, 10, checks, measures)));
    Excerpt console =
        transcript(
            entry(
                11,
                "< \\x1e{\"n\":1,\"k\":\"x\",\"is\":\"check\",\"what\":\"a \\\\\"quoted\\\\\""
                    + " thing\",\"ok\":true}\\r\\n"),
            entry(12, "< \\x1e{\"n\":2,\"k\":\"x\",\"is\":\"measure\",\"name\":\"free\"}\\r\\n"),
            entry(13, "< \\x1e{\"n\":3,\"is\":\"check\",\"what\":\"it holds\",\"ok\":false}"),
            entry(14, "< \\x1e{\"n\":4,\"is\":\"che"));

    List<Moment> moments = of(attempt, FIRST, console(console));

    assertThat(moments)
        .filteredOn(m -> m.source() == Source.CHECK || m.source() == Source.MEASURE)
        .extracting(Moment::at, Moment::exact, Moment::text, Moment::mark)
        .containsExactly(
            tuple(at(11), true, "holds: a \"quoted\" thing", Moment.Mark.GOOD),
            tuple(at(11), false, "holds: the host saw it: seen", Moment.Mark.GOOD),
            tuple(at(12), true, "free = 5 B (right from 6 to any)", Moment.Mark.BAD),
            tuple(at(13), true, "does not hold: it holds: 3 of 4", Moment.Mark.BAD));
  }

  @Test
  void a_flashers_seconds_count_back_from_the_start_it_caused() {
    Witnesses seen =
        new Witnesses(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(at(9)),
            Optional.of(at(9.5)));
    ResetRecord flashed =
        new ResetRecord(1, at(10), Stimulus.FLASHED, seen, Judgement.EXPECTED, "flashed");
    Excerpt log =
        transcript("[ 0.250 s] the drive is sdb", "a tool's own words", "[ 4.000 s] it left");

    BoardReport started = attempt(List.of(script(FIRST, 12)), flashed);
    BoardReport never = attempt(List.of(ScriptReport.notRun(FIRST, fault(), at(60))));
    Timeline.Files files = new Timeline.Files(Excerpt.none(), log, Excerpt.none());

    assertThat(of(started, FIRST, files))
        .filteredOn(m -> m.source() == Source.FLASHER)
        .extracting(Moment::at, Moment::text)
        .containsExactly(
            tuple(at(5.25), "the drive is sdb"),
            tuple(at(5.25), "a tool's own words"),
            tuple(at(9), "it left"));
    assertThat(of(never, FIRST, files))
        .filteredOn(m -> m.source() == Source.FLASHER)
        .extracting(Moment::at)
        .containsExactly(at(0.25), at(0.25), at(4));
  }

  private static Fault fault() {
    return new Fault(FaultKind.FLASH_FAILED, "the drive never came");
  }

  @Test
  void a_script_that_never_started_shows_all_that_came_before() {
    BoardReport attempt = attempt(List.of(ScriptReport.notRun(FIRST, fault(), at(60))));
    List<Moment> moments =
        of(attempt, FIRST, console(transcript(entry(3, "< raw"), entry(59, "# lost"))));
    assertThat(told(moments, Source.BOARD)).containsExactly("raw");
    assertThat(told(moments, Source.RACK)).containsExactly("lost");
    assertThat(told(moments, Source.FARM))
        .containsExactly("the attempt began", "the attempt ended");
  }

  @Test
  void of_endlessly_many_lines_the_first_and_the_last_are_shown_and_the_rest_is_counted() {
    String all =
        IntStream.range(0, 10_000)
            .mapToObj(i -> entry(10 + i / 2500.0, "< line " + i + "\\r\\n"))
            .collect(Collectors.joining("\n"));
    BoardReport attempt = attempt(List.of(script(FIRST, 10)));

    List<String> told =
        told(of(attempt, FIRST, console(transcript(all.split("\n")))), Source.BOARD);
    List<String> noted =
        told(of(attempt, FIRST, console(transcript(all.split("\n")))), Source.RACK);

    assertThat(told).hasSize(600).startsWith("line 0").endsWith("line 9999");
    assertThat(noted)
        .containsExactly("… 9400 more entries are left out here; the file below has them all");
  }

  @Test
  void one_endless_line_is_cut_and_so_is_one_endless_entry() {
    BoardReport attempt = attempt(List.of(script(FIRST, 10)));
    Excerpt console =
        transcript(
            entry(11, "< " + "x".repeat(1_000_000)), entry(12, "< " + "y\\n".repeat(100_000)));

    List<Moment> moments = of(attempt, FIRST, console(console));

    assertThat(told(moments, Source.BOARD)).hasSizeLessThan(700);
    assertThat(told(moments, Source.BOARD).getFirst())
        .hasSizeLessThan(600)
        .endsWith("[999500 more characters are left out]");
    assertThat(told(moments, Source.RACK)).singleElement().asString().contains("more lines");
  }

  @Test
  void controls_and_what_turns_a_text_around_are_seen_as_such() {
    BoardReport attempt = attempt(List.of(script(FIRST, 10)));
    Excerpt console =
        transcript(entry(11, "< \u001b]52;c;AAAA\u0007"), entry(12, "< abc\u202edef\u2066\u200b"));
    assertThat(told(of(attempt, FIRST, console(console)), Source.BOARD))
        .containsExactly("␛]52;c;AAAA␇", "abc\\u202edef\\u2066\\u200b");
  }

  @Test
  void a_transcript_without_times_breaks_nothing() {
    BoardReport attempt = attempt(List.of(script(FIRST, 10)));
    for (String garbage :
        List.of("", "\n\n\n", "no time here\nnor here", "9999999999999999Z < x")) {
      Excerpt excerpt = Excerpt.whole(garbage.getBytes(UTF_8));
      List<Moment> moments = of(attempt, FIRST, new Timeline.Files(excerpt, excerpt, excerpt));
      assertThat(told(moments, Source.FARM)).contains("this script began", "the attempt ended");
    }
  }

  @Test
  void what_was_not_read_of_a_file_is_told_where_it_lies() {
    byte[] first = (entry(11, "< first") + "\n" + entry(11.5, "< cut o")).getBytes(UTF_8);
    byte[] last = ("ff here\n" + entry(12, "< last") + "\n").getBytes(UTF_8);
    BoardReport attempt = attempt(List.of(script(FIRST, 10)));

    List<Moment> moments = of(attempt, FIRST, console(Excerpt.ends(first, last, 1000)));

    assertThat(told(moments, Source.BOARD)).containsExactly("first", "last");
    assertThat(told(moments, Source.RACK))
        .containsExactly(
            "%d bytes of the file are left out here"
                .formatted(1000 + (entry(11.5, "< cut o") + "ff here\n").length()));
  }

  @Test
  void of_an_endless_flashers_log_the_ends_are_shown_and_what_is_not_is_counted() {
    byte[] head = "[ 1.000 s] first\n".concat("x\n".repeat(500)).getBytes(UTF_8);
    byte[] tail = "\n".concat("y\n".repeat(500)).concat("[ 9.000 s] last\n").getBytes(UTF_8);
    BoardReport attempt = attempt(List.of(script(FIRST, 10)));
    Timeline.Files files =
        new Timeline.Files(Excerpt.none(), Excerpt.ends(head, tail, 1_000_000), Excerpt.none());

    List<String> told = told(of(attempt, FIRST, files), Source.FLASHER);

    assertThat(told).hasSize(201).startsWith("first").endsWith("last");
    assertThat(told.get(100))
        .isEqualTo(
            "… 802 more lines and 1000001 bytes between are left out here; the file below has them"
                + " all");
  }

  /** Each time was once looked for up to the end of the file: a rack that meant it had minutes. */
  @Test
  @Timeout(60)
  void lines_that_have_no_time_are_read_however_many_there_are() {
    Excerpt console = Excerpt.whole("x\n".repeat(4 << 20).getBytes(UTF_8));
    BoardReport attempt = attempt(List.of(script(FIRST, 10)));
    Timeline.Files files = new Timeline.Files(console, console, console);
    assertThat(told(of(attempt, FIRST, files), Source.FARM)).contains("this script began");
  }
}
