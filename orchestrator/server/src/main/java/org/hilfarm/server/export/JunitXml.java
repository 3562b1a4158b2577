package org.hilfarm.server.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.export.Case.Ending;
import org.hilfarm.server.export.Case.Kind;
import org.hilfarm.server.export.Case.Try;
import org.hilfarm.server.postgres.RunRow;

/**
 * JUnit XML in the shape that Maven Surefire writes (reports 3.x) and Jenkins reads: a suite for
 * each type of board, a case for each pair. Only the firmware's fault is a {@code failure}; what
 * could not be tested is an {@code error}, so that no reader takes it for green; what was neither
 * is {@code skipped}, with the reason. A pass that needed more than one try has its others as
 * {@code flakyFailure} or {@code flakyError}.
 */
record JunitXml(RunRow row, List<Case> cases) {
  private static final double MILLIS = 1000;

  void write(OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeCharacters("\n");
      suites(xml);
      xml.writeEndDocument();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException("run %s as JUnit XML".formatted(row.plan().run()), e);
    }
  }

  private void suites(XMLStreamWriter xml) throws XMLStreamException {
    Map<BoardTypeId, List<Case>> types =
        cases.stream()
            .collect(Collectors.groupingBy(Case::type, TreeMap::new, Collectors.toList()));
    xml.writeStartElement("testsuites");
    attribute(xml, "name", "HIL Farm run %s: %s".formatted(row.plan().run(), word()));
    counts(xml, cases);
    for (Map.Entry<BoardTypeId, List<Case>> type : types.entrySet()) {
      suite(xml, type.getKey(), type.getValue());
    }
    xml.writeEndElement();
  }

  private void suite(XMLStreamWriter xml, BoardTypeId type, List<Case> its)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute(xml, "name", type.value());
    counts(xml, its);
    attribute(xml, "skipped", count(its, JunitXml::skipped));
    attribute(
        xml,
        "timestamp",
        DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
            row.submitted().atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS)));
    properties(xml, type);
    for (Case one : its) {
      testcase(xml, one);
    }
    xml.writeEndElement();
  }

  private static void counts(XMLStreamWriter xml, List<Case> its) throws XMLStreamException {
    attribute(xml, "tests", Integer.toString(its.size()));
    attribute(xml, "failures", count(its, c -> c.kind() == Kind.FAILED));
    attribute(xml, "errors", count(its, c -> c.kind() == Kind.BROKEN));
    attribute(
        xml, "time", seconds(its.stream().map(Case::took).reduce(Duration.ZERO, Duration::plus)));
  }

  private static String count(List<Case> its, Predicate<Case> which) {
    return Long.toString(its.stream().filter(which).count());
  }

  private static boolean skipped(Case one) {
    return !one.kind().red() && one.kind() != Kind.PASSED;
  }

  private void properties(XMLStreamWriter xml, BoardTypeId type) throws XMLStreamException {
    xml.writeStartElement("properties");
    property(xml, "board_type", type.value());
    property(xml, "run", row.plan().run().value());
    property(xml, "suite", row.plan().suite().value());
    property(xml, "verdict", word());
    property(xml, "scripts_commit", row.plan().scriptsCommit());
    for (Image image : row.plan().build().images()) {
      if (image.boardType().equals(type)) {
        property(xml, "firmware_sha256", image.digest().value());
        property(xml, "firmware_version", image.banner().version());
      }
    }
    xml.writeEndElement();
  }

  private static void property(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeEmptyElement("property");
    attribute(xml, "name", name);
    attribute(xml, "value", value);
  }

  private void testcase(XMLStreamWriter xml, Case one) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute(xml, "name", one.script());
    attribute(xml, "classname", one.type() + "." + row.plan().suite());
    attribute(xml, "time", seconds(one.took()));
    switch (one.kind()) {
      case PASSED -> {}
      case FAILED -> said(xml, "failure", one);
      case BROKEN -> said(xml, "error", one);
      case KNOWN_FAILURE, NOT_APPLICABLE, NOT_COVERED, CANCELLED, DECIDES_NOTHING ->
          said(xml, "skipped", one);
    }
    for (Try other : others(one)) {
      again(xml, one, other);
    }
    if (!one.tries().isEmpty()) {
      xml.writeStartElement("system-out");
      characters(
          xml, one.tries().stream().map(Try::words).collect(Collectors.joining("\n", "", "\n")));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static void said(XMLStreamWriter xml, String element, Case one)
      throws XMLStreamException {
    xml.writeStartElement(element);
    attribute(xml, "type", one.kind().word());
    attribute(xml, "message", "%s: %s".formatted(one.kind().word(), one.said()));
    xml.writeEndElement();
  }

  /** Tries that were no pass, beside what the case says itself. */
  private static List<Try> others(Case one) {
    return one.tries().stream()
        .filter(t -> t.counts() && (t.ending() == Ending.FAILED || t.ending() == Ending.BROKEN))
        .filter(t -> one.flaky() || (one.kind().red() && !one.last().equals(Optional.of(t))))
        .toList();
  }

  private static void again(XMLStreamWriter xml, Case one, Try other) throws XMLStreamException {
    String ending = other.ending() == Ending.FAILED ? "Failure" : "Error";
    xml.writeStartElement((one.flaky() ? "flaky" : "rerun") + ending);
    attribute(xml, "type", other.ending() == Ending.FAILED ? "failed" : "broken");
    attribute(xml, "message", other.words());
    xml.writeEndElement();
  }

  private String word() {
    return row.verdict().map(Verdict::word).orElseThrow();
  }

  private static void attribute(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(name, Plain.text(value));
  }

  private static void characters(XMLStreamWriter xml, String text) throws XMLStreamException {
    xml.writeCharacters(text);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toMillis() / MILLIS);
  }
}
