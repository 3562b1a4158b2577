package org.hilfarm.server.allure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One {@code *-result.json} as Allure 2 reads it (allure-model, {@code TestResult}). The keys are
 * Allure's, so the components are named after them. There is no {@code descriptionHtml} on purpose:
 * what a board says is never markup.
 */
record ResultFile(
    String uuid,
    String historyId,
    String testCaseId,
    String fullName,
    String name,
    String status,
    Optional<Details> statusDetails,
    String stage,
    List<Step> steps,
    List<Attached> attachments,
    List<Parameter> parameters,
    List<Label> labels,
    List<Link> links,
    long start,
    long stop) {

  /** The same as a row and a history of its own, which ended then. */
  ResultFile apart(String otherHistory, String otherName, long end) {
    return new ResultFile(
        uuid,
        otherHistory,
        testCaseId,
        fullName,
        otherName,
        status,
        statusDetails,
        stage,
        steps,
        attachments,
        parameters,
        labels,
        links,
        start,
        end);
  }

  /** The same with one more link. */
  ResultFile with(Link link) {
    return new ResultFile(
        uuid,
        historyId,
        testCaseId,
        fullName,
        name,
        status,
        statusDetails,
        stage,
        steps,
        attachments,
        parameters,
        labels,
        Stream.concat(links.stream(), Stream.of(link)).toList(),
        start,
        stop);
  }

  /** The same as Allure's pages can show it, see {@link NoMarkup}. */
  ResultFile withoutMarkup() {
    return new ResultFile(
        uuid,
        historyId,
        testCaseId,
        NoMarkup.in(fullName),
        NoMarkup.in(name),
        status,
        statusDetails.map(Details::withoutMarkup),
        stage,
        steps.stream().map(Step::withoutMarkup).toList(),
        attachments.stream().map(Attached::withoutMarkup).toList(),
        parameters.stream().map(Parameter::withoutMarkup).toList(),
        labels.stream().map(l -> new Label(l.name(), NoMarkup.in(l.value()))).toList(),
        links,
        start,
        stop);
  }

  /** Why it is not a pass; {@code message} begins with who must act, {@code trace} has the rest. */
  record Details(String message, String trace) {
    Details withoutMarkup() {
      return new Details(NoMarkup.in(message), NoMarkup.in(trace));
    }
  }

  /** A check, a measure or a start of the board. */
  record Step(
      String name,
      String status,
      Optional<Details> statusDetails,
      String stage,
      long start,
      long stop) {
    Step withoutMarkup() {
      return new Step(
          NoMarkup.in(name), status, statusDetails.map(Details::withoutMarkup), stage, start, stop);
    }
  }

  /** A file beside this one. */
  record Attached(String name, String source, String type) {
    Attached withoutMarkup() {
      return new Attached(NoMarkup.in(name), source, type);
    }
  }

  /** Shown with the result; one that is {@code excluded} does not tell results apart. */
  record Parameter(String name, String value, boolean excluded) {
    Parameter withoutMarkup() {
      return new Parameter(name, NoMarkup.in(value), excluded);
    }
  }

  /** What the report groups by. */
  record Label(String name, String value) {}

  /** A place outside the report. */
  record Link(String name, String url, String type) {}
}
