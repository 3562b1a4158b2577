package org.hilfarm.testing.github.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * As much of GitHub's Markdown as a check is written in: headings, lists, tables, fences, bold,
 * code and links. Whatever else it says is text, and no HTML of its own.
 */
final class Markdown {
  private static final Pattern FENCE = Pattern.compile("(`{3,})[a-z]*");
  private static final Pattern HEADING = Pattern.compile("(#{1,6}) (.*)");
  private static final Pattern RULE = Pattern.compile("\\|(:?-+:?\\|)+");

  /** In the order in which they are looked for at each place of a line. */
  private static final Pattern SPAN =
      Pattern.compile(
          "\\\\(?<plain>\\p{Punct})"
              + "|(?<tick>`+)(?<code>.+?)(?<!`)\\k<tick>(?!`)"
              + "|\\*\\*(?<bold>[^*]+)\\*\\*"
              + "|\\[(?<words>[^\\]]+)\\]\\((?<link>https?://[^\\s)\"]+)\\)"
              + "|&(?<entity>amp|lt|gt);");

  private final StringBuilder html = new StringBuilder();
  private String open = "";
  private String fence = "";

  private Markdown() {}

  /** As HTML that can stand anywhere. */
  static String html(String text) {
    Markdown page = new Markdown();
    text.lines().forEach(page::line);
    page.in("");
    return page.html.toString();
  }

  private void line(String line) {
    Matcher mark = FENCE.matcher(line.strip());
    if (!fence.isEmpty()) {
      if (line.strip().equals(fence)) {
        fence = "";
        in("");
      } else {
        html.append(Html.text(line)).append('\n');
      }
    } else if (mark.matches()) {
      fence = mark.group(1);
      in("pre");
    } else {
      block(line);
    }
  }

  private void block(String line) {
    Matcher heading = HEADING.matcher(line);
    if (heading.matches()) {
      in("");
      html.append("<h4>").append(spans(heading.group(2))).append("</h4>");
    } else if (line.startsWith("* ")) {
      in("ul");
      html.append("<li>").append(spans(line.substring(2)));
    } else if (line.startsWith("|") && !RULE.matcher(line).matches()) {
      String cell = open.equals("table") ? "td" : "th";
      in("table");
      html.append(row(line, cell));
    } else if (line.isBlank()) {
      in("");
    } else if (!line.startsWith("|")) {
      in(open.equals("ul") ? "ul" : "p");
      html.append(spans(line)).append('\n');
    }
  }

  /** Ends what is open, where it is another, and begins this. */
  private void in(String element) {
    if (open.equals(element)) {
      return;
    }
    if (!open.isEmpty()) {
      html.append("</").append(open).append('>');
    }
    if (!element.isEmpty()) {
      html.append('<').append(element).append('>');
    }
    open = element;
  }

  private static String row(String line, String cell) {
    return Stream.of(line.substring(1).split("(?<!\\\\)\\|"))
        .map(c -> "<%s>%s</%s>".formatted(cell, spans(c.strip().replace("\\|", "|")), cell))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }

  private static String spans(String line) {
    Matcher found = SPAN.matcher(line);
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (found.find()) {
      out.append(Html.text(line.substring(at, found.start()))).append(span(found));
      at = found.end();
    }
    return out.append(Html.text(line.substring(at))).toString();
  }

  private static String span(Matcher found) {
    if (found.group("plain") != null) {
      return Html.text(found.group("plain"));
    }
    if (found.group("code") != null) {
      return "<code>" + Html.text(found.group("code").strip()) + "</code>";
    }
    if (found.group("entity") != null) {
      return found.group();
    }
    if (found.group("bold") != null) {
      return "<b>" + spans(found.group("bold")) + "</b>";
    }
    return "<a href=\"%s\">%s</a>"
        .formatted(Html.text(found.group("link")), spans(found.group("words")));
  }
}
