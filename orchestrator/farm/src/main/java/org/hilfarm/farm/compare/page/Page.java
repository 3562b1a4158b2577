package org.hilfarm.farm.compare.page;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.hilfarm.farm.compare.judge.Difference;
import org.hilfarm.farm.compare.judge.Findings;
import org.hilfarm.farm.compare.judge.Judged;
import org.hilfarm.farm.compare.judge.Known;
import org.hilfarm.farm.compare.judge.Varying;

/** A comparison as a Markdown page. What nobody has looked at comes first. */
public final class Page {
  private final StringBuilder page = new StringBuilder();
  private final About about;
  private final Findings findings;

  private Page(About about, Findings findings) {
    this.about = about;
    this.findings = findings;
  }

  /** The whole page. */
  public static String of(About about, Findings findings) {
    return new Page(about, findings).write();
  }

  private String write() {
    head();
    unlisted();
    summary();
    known();
    varying();
    line("## Transcripts");
    line("");
    line("`=` the same on both, `~` the same but for what varies, `≠` different; `↪` goes on");
    line("with the line above. Everything but printable ASCII is escaped as in Python.");
    findings.items().forEach(this::transcripts);
    return page.toString();
  }

  private void head() {
    line("# The virtual beside the emulated RP2040");
    line("");
    line("Written by `./farm compare`: do not edit. The virtual board plays CircuitPython; the");
    line(
        "emulated one runs the real firmware on an emulated chip. Both were flashed with the same");
    line("file, and the same was done to both.");
    line("");
    line("| | |");
    line("|---|---|");
    row("firmware", about.image().banner().toString());
    row("file", about.image().fileName() + ", SHA-256 " + about.image().digest().brief());
    row("compared", about.date().toString());
    row("emulator", about.emulator());
    about.leftOut().forEach(l -> row("left out", l));
    line("");
  }

  private void unlisted() {
    List<Difference> unlisted = findings.unlisted();
    if (unlisted.isEmpty()) {
      line("Every difference is one of the [known ones](#known-differences).");
      line("");
      return;
    }
    line("## Differences nobody has looked at");
    line("");
    line("| where | virtual | emulated |");
    line("|---|---|---|");
    unlisted.forEach(d -> row(d.where(), brief(d.virtual()), brief(d.emulated())));
    line("");
  }

  private void summary() {
    line("## Summary");
    line("");
    line("Durations are in each board's own time, with the host's part in them.");
    line("");
    line("| | virtual | emulated | what they say |");
    line("|---|---|---|---|");
    for (Judged item : findings.items()) {
      row(
          item.name(),
          outcome(item.virtual().outcome(), item.virtual().boardTime()),
          outcome(item.emulated().outcome(), item.emulated().boardTime()),
          item.verdict());
    }
    line("");
  }

  private static String outcome(String outcome, Duration took) {
    String time = String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    return outcome.isEmpty() ? time : outcome + ", " + time;
  }

  private void known() {
    line("## Known differences");
    line("");
    line("| where | virtual | emulated | whose lie | why |");
    line("|---|---|---|---|---|");
    for (Known entry : findings.listed().all()) {
      List<Difference> seen = findings.seen(entry);
      if (!seen.isEmpty()) {
        Difference first = seen.getFirst();
        String where =
            first.where() + (seen.size() > 1 ? " and %d more".formatted(seen.size() - 1) : "");
        row(
            where,
            brief(first.virtual()),
            brief(first.emulated()),
            entry.whose().text(),
            entry.reason());
      }
    }
    line("");
    List<Known> missed = findings.notSeen();
    if (!missed.isEmpty()) {
      line("Listed, and not seen this time:");
      line("");
      missed.forEach(
          k -> line("* %s: %s".formatted(Escaped.text(k.where().pattern()), text(k.reason()))));
      line("");
    }
  }

  private void varying() {
    line("## What varies by nature");
    line("");
    line("Lines are judged without it and shown with it.");
    line("");
    Varying.rules().forEach(rule -> line("* " + text(rule.what())));
    line("");
  }

  private void transcripts(Judged item) {
    line("");
    line("### " + text(item.name()));
    line("");
    line(text(item.virtual().title()) + ".");
    line("");
    line("<details%s>".formatted(item.differences().isEmpty() ? "" : " open"));
    line("<summary>%s</summary>".formatted(text(item.verdict())));
    line("");
    TranscriptTable.append(page, item);
    line("");
    line("</details>");
  }

  private static String brief(String lines) {
    String one = lines.isEmpty() ? "(nothing)" : lines.replace("\n", " / ");
    return one.length() <= 200 ? one : one.substring(0, 200) + "...";
  }

  private static String text(String text) {
    return Escaped.text(text);
  }

  private void row(String... cells) {
    page.append('|');
    for (String cell : cells) {
      page.append(' ').append(text(cell)).append(" |");
    }
    page.append('\n');
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
