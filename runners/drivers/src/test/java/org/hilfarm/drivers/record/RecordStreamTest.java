package org.hilfarm.drivers.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import java.util.Random;
import org.hilfarm.drivers.record.BoardRecord.Checked;
import org.hilfarm.drivers.record.BoardRecord.Ended;
import org.hilfarm.drivers.record.BoardRecord.How;
import org.hilfarm.drivers.record.BoardRecord.Measured;
import org.hilfarm.drivers.record.BoardRecord.Started;
import org.hilfarm.model.report.Check;
import org.hilfarm.model.report.Measure;
import org.junit.jupiter.api.Test;

class RecordStreamTest {
  private static final String START =
      "\u001e{\"n\":0,\"k\":\"abc\",\"is\":\"start\",\"phase\":\"arm\",\"round\":0}\r\n";
  private static final String CHECK =
      "\u001e{\"n\":1,\"k\":\"abc\",\"is\":\"check\",\"what\":\"w\",\"ok\":true,\"detail\":\"d\"}\r\n";
  private static final String MEASURE =
      "\u001e{\"n\":2,\"k\":\"abc\",\"is\":\"measure\",\"name\":\"m\",\"value\":1.5,\"unit\":\"s\",\"max\":2}\r\n";
  private static final String END = end(3, 4, "done");

  private final RecordStream stream = new RecordStream("abc");

  @Test
  void whole_records_are_read_in_order() {
    feed(START + CHECK + MEASURE + END);
    assertThat(stream.records())
        .containsExactly(
            new Started("arm", 0),
            new Checked(new Check("w", true, "d")),
            new Measured(new Measure("m", 1.5, "s", OptionalDouble.empty(), OptionalDouble.of(2))),
            new Ended(How.DONE));
    assertThat(stream.ended()).contains(How.DONE);
    assertThat(stream.problemAtEnd()).isEmpty();
  }

  @Test
  void bytes_may_be_cut_anywhere() {
    for (byte b : bytes(START + CHECK + MEASURE + END)) {
      stream.feed(new byte[] {b});
    }
    assertThat(stream.records()).hasSize(4);
    assertThat(stream.problemAtEnd()).isEmpty();
  }

  @Test
  void prints_between_records_and_titles_inside_them_are_no_problem() {
    String title = "\u001b]0;\u00f0\u009f\u0090\u008dcode.py | 10.2.0\u001b\\";
    feed("\u001b[2K\u001b[0Gcode.py output:\r\n" + title + START + "hello {\"n\":9}\r\n");
    feed(CHECK.substring(0, 20) + title + CHECK.substring(20) + MEASURE + END);
    assertThat(stream.records()).hasSize(4);
    assertThat(stream.problemAtEnd()).isEmpty();
  }

  @Test
  void a_missing_record_is_a_problem_even_when_the_rest_is_whole() {
    feed(START + MEASURE + END);
    assertThat(stream.problemAtEnd()).contains("record 2 came where 1 was due");
  }

  @Test
  void a_repeated_record_is_a_problem() {
    feed(START + START + CHECK);
    assertThat(stream.problem()).contains("record 0 came where 1 was due");
  }

  @Test
  void a_missing_closing_record_is_a_problem() {
    feed(START + CHECK);
    assertThat(stream.problem()).isEmpty();
    assertThat(stream.problemAtEnd()).contains("the closing record is missing after 2 records");
  }

  @Test
  void silence_is_a_problem() {
    feed("just a print\r\n");
    assertThat(stream.problemAtEnd()).contains("not one record came");
  }

  @Test
  void a_closing_record_that_counts_otherwise_is_a_problem() {
    feed(START + end(1, 3, "done"));
    assertThat(stream.problemAtEnd()).contains("2 records came, but the closing one counts 3");
  }

  @Test
  void records_of_another_nonce_are_a_problem_and_not_taken() {
    feed(START + CHECK.replace("abc", "xyz") + CHECK + MEASURE + END);
    assertThat(stream.problemAtEnd())
        .contains("a record does not belong to this phase: its nonce is \"xyz\"");
    assertThat(stream.records()).hasSize(4);
  }

  @Test
  void a_torn_record_is_a_problem() {
    feed(START + CHECK.substring(0, 30) + MEASURE + END);
    assertThat(stream.problemAtEnd()).contains("record 1 is broken: another record begins in it");
  }

  @Test
  void a_record_cut_off_at_the_end_is_a_problem() {
    feed(START + CHECK.substring(0, 30));
    assertThat(stream.problemAtEnd()).contains("record 1 was cut off in the middle");
  }

  @Test
  void an_endless_record_is_dropped_and_a_problem() {
    feed(START + "\u001e{" + "x".repeat(100_000));
    assertThat(stream.problem()).contains("record 1 is broken: it is longer than 4096 bytes");
  }

  @Test
  void foreign_bytes_and_escapes_in_a_record_are_a_problem() {
    feed(START + "\u001e{\"n\":1\u001b[31m");
    assertThat(stream.problem()).contains("record 1 is broken: an escape sequence stands in it");
    RecordStream other = new RecordStream("abc");
    other.feed(bytes("\u001e{\u00ff}\n"));
    assertThat(other.problem()).contains("record 0 is broken: byte 0xff stands in it");
  }

  @Test
  void what_is_no_record_is_a_problem_that_says_why() {
    assertThat(problemOf("{\"n\":0,\"k\":\"abc\",\"is\":\"dance\"}"))
        .isEqualTo("record 0 is not well formed: its kind is unknown: \"dance\"");
    assertThat(problemOf("[1,2]")).contains("it is no JSON object");
    assertThat(problemOf("{\"n\":-1,\"k\":\"abc\"}")).contains("\"n\" is missing or no count");
    assertThat(problemOf("{\"n\":0,\"k\":\"abc\",\"is\":\"check\",\"what\":\"w\",\"ok\":1}"))
        .contains("\"ok\" is missing or neither true nor false");
    assertThat(
            problemOf(
                "{\"n\":0,\"k\":\"abc\",\"is\":\"heap\",\"at\":\"\",\"s\":1,\"free\":-1,\"allocated\":0}"))
        .contains("\"free\" is missing or not from 0 to 4294967296");
    assertThat(problemOf("{".repeat(3000))).contains("it is no JSON object");
  }

  @Test
  void a_value_that_is_no_number_is_a_failed_check() {
    feed(
        START
            + "\u001e{\"n\":1,\"k\":\"abc\",\"is\":\"measure\",\"name\":\"m\",\"value\":\"nan\",\"unit\":\"\"}\n");
    assertThat(stream.records()).contains(new Checked(new Check("m is a number", false, "nan")));
  }

  @Test
  void control_characters_in_texts_are_made_harmless() {
    feed(START + CHECK.replace("\"w\"", "\"a\\u001b[2Jb\\u202ec\\u000ad\""));
    assertThat(stream.records()).contains(new Checked(new Check("a?[2Jb?c?d", true, "d")));
  }

  @Test
  void an_exception_after_a_promised_reset_is_kept() {
    feed(
        START
            + end(1, 2, "reset")
            + "\u001e{\"n\":2,\"k\":\"abc\",\"is\":\"raised\",\"type\":\"E\",\"detail\":\"no\"}\n");
    assertThat(stream.records()).contains(new BoardRecord.Raised("E", "no"));
    assertThat(stream.problemAtEnd()).isEmpty();
  }

  @Test
  void anything_else_after_the_closing_record_is_a_problem() {
    feed(START + end(1, 2, "done") + CHECK.replace("\"n\":1", "\"n\":2"));
    assertThat(stream.problem()).contains("record 2 came after the closing one");
  }

  @Test
  void noise_never_throws_and_never_passes() {
    Random random = new Random(42);
    byte[] good = bytes(START + CHECK + MEASURE + END);
    for (int round = 0; round < 2000; round++) {
      byte[] bad = good.clone();
      int at = random.nextInt(bad.length);
      bad[at] = (byte) random.nextInt(256);
      RecordStream noisy = new RecordStream("abc");
      noisy.feed(bad);
      // one changed byte may hit a text's letter or a line end, but never loses a record unseen
      if (noisy.problemAtEnd().isEmpty()) {
        assertThat(noisy.records()).hasSize(4);
      }
    }
  }

  private String problemOf(String json) {
    RecordStream fresh = new RecordStream("abc");
    fresh.feed(bytes("\u001e" + json + "\r\n"));
    return fresh.problem().orElse("");
  }

  private static String end(int number, int count, String how) {
    return "\u001e{\"n\":%d,\"k\":\"abc\",\"is\":\"end\",\"how\":\"%s\",\"count\":%d}\r\n"
        .formatted(number, how, count);
  }

  private void feed(String text) {
    stream.feed(bytes(text));
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }
}
