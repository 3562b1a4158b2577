package org.hilfarm.server.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hilfarm.model.plan.RunId;

/**
 * Finds the files of Allure reports: {@code /reports/<run>/<path>}, and those of branches. Nothing
 * outside a report's own folder is ever answered, whatever the path says. Any thread may ask.
 */
public final class ReportFiles {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,120}");
  private static final int DEPTH = 6;

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("csv", "text/csv; charset=utf-8"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff", "font/woff"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("ttf", "font/ttf"));

  private final Path folder;

  /**
   * The files below {@code folder}.
   *
   * @param folder where the reports lie, one folder a run
   */
  public ReportFiles(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * A file to send.
   *
   * @param file where it is
   * @param contentType what it is
   * @param headers what to say beside it, the content security policy above all
   */
  public record Found(Path file, String contentType, Map<String, String> headers) {}

  /** Whether the run's report lies here at all. */
  boolean has(RunId run) {
    return Files.isDirectory(folder.resolve(run.value()));
  }

  /**
   * The file at this path of the run's report.
   *
   * @param path as the address has it behind the run, decoded once; empty stands for the start page
   */
  public Optional<Found> find(RunId run, String path) {
    return find(run.value(), path);
  }

  /** The same of the report in a folder of this name, which is no name from outside. */
  Optional<Found> find(String report, String path) {
    String wanted = path.isEmpty() || path.equals("/") ? "index.html" : path;
    Path file = folder.resolve(report);
    String[] names = wanted.split("/", -1);
    if (names.length > DEPTH) {
      return Optional.empty();
    }
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        return Optional.empty();
      }
      file = file.resolve(name);
    }
    return isInside(file) ? Optional.of(found(file, wanted)) : Optional.empty();
  }

  /** A plain file whose real place is below the folder: a link does not lead out. */
  private boolean isInside(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && file.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false; // gone while we looked: the same as not there
    }
  }

  private static Found found(Path file, String wanted) {
    String ending = wanted.substring(wanted.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    boolean fromBoard = wanted.startsWith("data/attachments/");
    String type =
        fromBoard && (ending.equals("html") || ending.equals("js"))
            ? "application/octet-stream"
            : TYPES.getOrDefault(ending, "application/octet-stream");
    return new Found(file, type, headers(fromBoard, ending));
  }

  private static Map<String, String> headers(boolean fromBoard, String ending) {
    if (!fromBoard) {
      return PageHeaders.report();
    }
    return ending.equals("svg") ? PageHeaders.picture() : PageHeaders.attachment();
  }
}
