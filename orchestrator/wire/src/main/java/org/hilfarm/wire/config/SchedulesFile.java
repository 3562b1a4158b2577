package org.hilfarm.wire.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.model.schedule.Cron;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.model.script.SuiteId;

/** Reads {@code board-configs/schedules.yaml}. */
final class SchedulesFile {
  private static final int MOST = 100;

  private SchedulesFile() {}

  static Map<ScheduleId, Schedule> read(Section file, Configs.Draft draft) {
    Map<ScheduleId, Schedule> read = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    List<Section> sections = file.sections("schedules");
    if (sections.size() > MOST) {
      file.problem(
          "schedules", "has %d schedules; at most %d are taken".formatted(sections.size(), MOST));
    }
    for (Section section : sections.subList(0, Math.min(MOST, sections.size()))) {
      Optional<String> name = section.text("name");
      if (name.isPresent() && !names.add(name.get())) {
        section.problem("name", "there is a schedule " + Readers.quoted(name.get()) + " already");
      }
      schedule(section, draft).ifPresent(s -> read.put(s.id(), s));
    }
    Optional<Map<ScheduleId, Schedule>> all = file.build(() -> read);
    return all.orElse(Map.of());
  }

  private static Optional<Schedule> schedule(Section section, Configs.Draft draft) {
    Optional<ScheduleId> id = section.value("name", ScheduleId::new);
    Optional<Cron> cron = section.value("cron", Cron::new);
    Optional<ZoneId> zone = section.value("zone", SchedulesFile::zone);
    Optional<SuiteId> suite =
        section.value("suite", known(SuiteId::new, draft::knows, "suite", Configs.SUITES));
    List<BoardTypeId> boards =
        section.values(
            "boards", known(BoardTypeId::new, draft::knows, "board type", Configs.TYPES));
    Optional<RackId> rack =
        section.optional("rack", known(RackId::new, draft::knows, "rack", Configs.RACKS));
    Optional<Boolean> paused = section.optional("paused", Readers::yesOrNo);
    Optional<BuildSource> source = section.optionalSection("source").flatMap(SchedulesFile::source);
    return section.build(
        () ->
            new Schedule(
                id.orElseThrow(),
                cron.orElseThrow(),
                zone.orElseThrow(),
                suite.orElseThrow(),
                Set.copyOf(boards),
                rack,
                source,
                paused.orElse(false)));
  }

  private static ZoneId zone(String text) {
    try {
      if (text.equals("UTC") || text.contains("/")) {
        return ZoneId.of(text);
      }
    } catch (DateTimeException e) {
      // Told below, with an example.
    }
    throw new IllegalArgumentException(
        "must be UTC or a time zone such as Europe/Berlin, not " + Readers.quoted(text));
  }

  private static <T> Function<String, T> known(
      Function<String, T> reader, Predicate<T> known, String noun, String folder) {
    return text -> {
      T id = reader.apply(text);
      if (!known.test(id)) {
        throw new IllegalArgumentException(
            "no %s %s; there is no %s/%s.yaml".formatted(noun, id, folder, id));
      }
      return id;
    };
  }

  private static Optional<BuildSource> source(Section section) {
    List<String> kinds = List.of("folder", "github", "url").stream().filter(section::has).toList();
    if (kinds.size() != 1) {
      section.problem(
          kinds.isEmpty() ? "folder" : kinds.getLast(),
          kinds.isEmpty()
              ? "is missing, and so are github and url: say one of them"
              : "say only one of %s".formatted(String.join(" and ", kinds)));
      return Optional.empty();
    }
    return switch (kinds.getFirst()) {
      case "folder" -> {
        Optional<String> path = section.text("folder");
        yield section.build(() -> new BuildSource.Folder(path.orElseThrow()));
      }
      case "github" -> {
        Optional<BuildSource> gitHub = section.section("github").flatMap(SchedulesFile::gitHub);
        yield section.build(gitHub::orElseThrow);
      }
      default -> {
        Optional<String> url = section.text("url");
        Optional<String> digests = section.text("digests");
        yield section.build(
            () -> new BuildSource.Download(url.orElseThrow(), digests.orElseThrow()));
      }
    };
  }

  private static Optional<BuildSource> gitHub(Section section) {
    Optional<String> api = section.optional("api", Function.identity());
    Optional<String> repository = section.text("repository");
    Optional<String> branch = section.text("branch");
    Optional<String> workflow = section.optional("workflow", Function.identity());
    Optional<String> token = section.optional("token_file", SchedulesFile::tokenFile);
    return section.build(
        () ->
            new BuildSource.GitHub(
                api.orElse(BuildSource.GitHub.API),
                repository.orElseThrow(),
                branch.orElseThrow(),
                workflow,
                token));
  }

  private static String tokenFile(String text) {
    if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("must be an absolute path, not " + Readers.quoted(text));
    }
    return text;
  }
}
