package org.hilfarm.server.allure;

import java.util.List;
import java.util.Optional;

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

  /** Why it is not a pass; {@code message} begins with who must act, {@code trace} has the rest. */
  record Details(String message, String trace) {}

  /** A check, a measure or a start of the board. */
  record Step(
      String name,
      String status,
      Optional<Details> statusDetails,
      String stage,
      long start,
      long stop) {}

  /** A file beside this one. */
  record Attached(String name, String source, String type) {}

  /** Shown with the result; one that is {@code excluded} does not tell results apart. */
  record Parameter(String name, String value, boolean excluded) {}

  /** What the report groups by. */
  record Label(String name, String value) {}

  /** A place outside the report. */
  record Link(String name, String url, String type) {}
}
