package org.hilfarm.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.hilfarm.firmware.Banner;
import org.hilfarm.firmware.ImageFormat;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Build;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.plan.PullRequest;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.plan.RunPlan;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.export.Case.Ending;
import org.hilfarm.server.export.Case.Kind;
import org.hilfarm.server.export.Case.Try;
import org.hilfarm.server.postgres.RunRow;
import org.hilfarm.testing.contract.CtrfSchema;
import org.hilfarm.testing.contract.Octokit;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FormatsTest {
  private static final BoardTypeId PICO = new BoardTypeId("raspberry_pi_pico");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final String HOSTILE =
      "]]></failure><x a='\"'>&amp; \u0000\u001b[31m\ud800 \ufffe \u0085 🔥 <!DOCTYPE a [<!ENTITY b"
          + " \"c\">]> &b;";

  private static Try tried(int attempt, Ending ending, Optional<String> beside) {
    return new Try(
        attempt,
        "demo/E66" + attempt,
        beside,
        ending,
        ending == Ending.PASSED ? "" : Plain.text(HOSTILE),
        NOON.toEpochMilli(),
        Duration.ofMillis(1500));
  }

  private static Case of(String script, Kind kind, Try... tries) {
    String said = kind == Kind.PASSED ? "" : Plain.text(kind + " " + HOSTILE);
    return new Case(PICO, script, "it works", kind, said, List.of(tries));
  }

  /** One of each. */
  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    Optional<String> counts = Optional.empty();
    cases.add(of("a/passed", Kind.PASSED, tried(1, Ending.PASSED, counts)));
    cases.add(
        of(
            "b/flaky",
            Kind.PASSED,
            tried(1, Ending.BROKEN, counts),
            tried(2, Ending.PASSED, counts)));
    cases.add(
        of(
            "c/failed",
            Kind.FAILED,
            tried(1, Ending.BROKEN, counts),
            tried(2, Ending.FAILED, counts),
            tried(1, Ending.FAILED, Optional.of("rerun of attempt 2"))));
    cases.add(of("d/broken", Kind.BROKEN));
    cases.add(of("e/known", Kind.KNOWN_FAILURE, tried(1, Ending.FAILED, counts)));
    cases.add(of("f/not-applicable", Kind.NOT_APPLICABLE));
    cases.add(of("(no board)", Kind.NOT_COVERED));
    cases.add(of("g/cancelled", Kind.CANCELLED));
    cases.add(of("h/upstream", Kind.DECIDES_NOTHING, tried(1, Ending.FAILED, counts)));
    return cases;
  }

  private static RunRow row() {
    Image image =
        new Image(
            PICO,
            ImageFormat.UF2,
            "pico.uf2",
            Sha256.of(new byte[] {1}),
            512,
            new Banner("10.2.0", "2026-11-22", "Raspberry Pi Pico with rp2040"));
    RunPlan plan =
        new RunPlan(
            new RunId("r1"),
            new SuiteId("pr"),
            new Build("PR " + HOSTILE, List.of(image)),
            new TreeSet<>(),
            List.of(),
            List.of(),
            List.of(),
            "0123abc",
            false);
    return new RunRow(
        plan,
        Sha256.of(new byte[] {2}),
        false,
        NOON,
        Optional.of(NOON.plusSeconds(60)),
        Optional.of(new Verdict.Blocked(List.of())),
        Optional.empty(),
        Optional.empty(),
        Optional.of(
            new RunRow.Change(
                new PullRequest("adafruit/circuitpython", 7, "0123456789"),
                Optional.empty(),
                Optional.empty())));
  }

  private static byte[] junit() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new JunitXml(row(), cases()).write(out);
    return out.toByteArray();
  }

  private static Document parsed(byte[] xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
  }

  @Test
  void junit_xml_has_the_shape_that_readers_agree_on() throws Exception {
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(FormatsTest.class.getResource("junit-shape.xsd"))
        .newValidator()
        .validate(new StreamSource(new ByteArrayInputStream(junit())));
  }

  @Test
  void junit_xml_counts_what_failed_what_was_not_tested_and_what_was_neither() throws Exception {
    Element all = parsed(junit()).getDocumentElement();
    Element suite = (Element) all.getElementsByTagName("testsuite").item(0);

    assertThat(suite.getAttribute("tests")).isEqualTo("9");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("5");
    assertThat(all.getAttribute("name")).isEqualTo("HIL Farm run r1: blocked");
    assertThat(inside(all, "b/flaky")).containsExactly("flakyError", "system-out");
    assertThat(inside(all, "c/failed")).containsExactly("failure", "rerunError", "system-out");
    assertThat(inside(all, "d/broken")).containsExactly("error");
    assertThat(inside(all, "a/passed")).containsExactly("system-out");
  }

  private static List<String> inside(Element all, String name) {
    List<String> names = new ArrayList<>();
    NodeList cases = all.getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element one = (Element) cases.item(i);
      if (one.getAttribute("name").equals(name)) {
        for (int j = 0; j < one.getChildNodes().getLength(); j++) {
          names.add(one.getChildNodes().item(j).getNodeName());
        }
      }
    }
    return names;
  }

  @Test
  void what_a_board_says_stays_words_in_junit_xml() throws Exception {
    Element failure = (Element) parsed(junit()).getElementsByTagName("failure").item(0);

    assertThat(failure.getAttribute("message"))
        .isEqualTo(
            "failed: FAILED ]]></failure><x a='\"'>&amp; [31m   🔥 <!DOCTYPE a [<!ENTITY b"
                + " \"c\">]> &b;");
    assertThat(new String(junit(), UTF_8)).doesNotContain("\u001b").doesNotContain("\u0000");
  }

  @Test
  void ctrf_counts_what_could_not_be_tested_among_the_failed() throws Exception {
    JsonNode ctrf = Json.read(Ctrf.of(row(), cases()), JsonNode.class);
    JsonNode summary = ctrf.at("/results/summary");

    assertThat(ctrf.get("reportFormat").asText()).isEqualTo("CTRF");
    assertThat(ctrf.get("specVersion").asText()).isEqualTo("1.0.0");
    assertThat(summary.get("tests").asInt()).isEqualTo(9);
    assertThat(summary.get("passed").asInt()).isEqualTo(2);
    assertThat(summary.get("failed").asInt()).isEqualTo(2);
    assertThat(summary.get("skipped").asInt()).isEqualTo(3);
    assertThat(summary.get("other").asInt()).isEqualTo(2);
    assertThat(summary.get("pending").asInt()).isZero();
    assertThat(summary.get("flaky").asInt()).isEqualTo(1);
    assertThat(summary.at("/extra/verdict").asText()).isEqualTo("blocked");
    assertThat(ctrf.at("/results/environment/commit").asText()).isEqualTo("0123456789");
    JsonNode flaky = ctrf.at("/results/tests/1");
    assertThat(flaky.get("status").asText()).isEqualTo("passed");
    assertThat(flaky.get("flaky").asBoolean()).isTrue();
    assertThat(flaky.get("retries").asInt()).isEqualTo(1);
    assertThat(flaky.at("/retryAttempts/0/status").asText()).isEqualTo("failed");
    JsonNode broken = ctrf.at("/results/tests/3");
    assertThat(broken.get("status").asText()).isEqualTo("failed");
    assertThat(broken.get("rawStatus").asText()).isEqualTo("broken");
  }

  @Test
  void ctrf_tells_a_test_by_its_last_try_and_those_before_as_retries() throws Exception {
    JsonNode tests = Json.read(Ctrf.of(row(), cases()), JsonNode.class).at("/results/tests");

    assertThat(tests)
        .allSatisfy(
            t -> assertThat(t.get("retries").asInt()).isEqualTo(t.at("/retryAttempts").size()))
        .anySatisfy(t -> assertThat(t.has("retryAttempts")).isFalse());
    assertThat(tests.get(1).get("retryAttempts"))
        .singleElement()
        .satisfies(a -> assertThat(a.get("message").asText()).startsWith("attempt 1 on"));
  }

  @Test
  void ctrf_is_as_its_makers_have_published_it() {
    assertThat(Octokit.isRequired(System.getenv()) && CtrfSchema.here().isEmpty())
        .as(CtrfSchema.ADVICE)
        .isFalse();
    assumeThat(CtrfSchema.here()).as(CtrfSchema.ADVICE).isPresent();
    CtrfSchema schema = CtrfSchema.here().orElseThrow();

    assertThat(schema.problems(Ctrf.of(row(), cases()))).isEmpty();
    assertThat(schema.problems("{}")).isNotEmpty();
  }

  @Test
  void long_words_have_an_end() {
    assertThat(Plain.text("x".repeat(5_000))).endsWith("x [1000 more characters are left out]");
  }
}
