package org.hilfarm.wire.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.model.schedule.Schedule;
import org.hilfarm.model.schedule.ScheduleId;
import org.hilfarm.wire.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulesFileTest extends ConfigFiles {
  private static final String FILE = "board-configs/schedules.yaml";
  private static final String SOUND =
      """
      schedules:
        - name: nightly
          cron: "0 2 * * 1-5"
          zone: Europe/Berlin
          suite: pr
          boards: [raspberry_pi_pico]
          rack: desk
          source: { github: { repository: adafruit/circuitpython, branch: main } }
      """;

  SchedulesFileTest(@TempDir Path repository) {
    super(repository);
  }

  private Schedule schedule(String text) throws Exception {
    write(FILE, text);
    return Optional.ofNullable(Configs.load(repository).schedules().get(new ScheduleId("nightly")))
        .orElseThrow();
  }

  private void says(String spoilt, String... told) throws IOException {
    write(FILE, spoilt);
    assertThat(problems()).containsExactly(told);
  }

  @Test
  void a_farm_without_schedules_is_well() throws Exception {
    assertThat(problems()).isEmpty();
    assertThat(Configs.load(repository).schedules()).isEmpty();
  }

  @Test
  void a_schedule_is_read_whole_and_goes_through_json() throws Exception {
    Schedule read = schedule(SOUND);
    assertThat(read.cron().text()).isEqualTo("0 2 * * 1-5");
    assertThat(read.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(read.boards()).containsExactly(new BoardTypeId("raspberry_pi_pico"));
    assertThat(read.rack()).contains(new RackId("desk"));
    assertThat(read.paused()).isFalse();
    assertThat(read.source().orElseThrow())
        .isEqualTo(
            new BuildSource.GitHub(
                "https://api.github.com",
                "adafruit/circuitpython",
                "main",
                Optional.empty(),
                Optional.empty()));
    assertThat(Json.read(Json.write(read), Schedule.class)).isEqualTo(read);
  }

  @Test
  void a_source_is_a_folder_or_files_of_a_web_server_too() throws Exception {
    String before = SOUND.substring(0, SOUND.indexOf("source:"));
    Schedule folder = schedule(before + "source: { folder: /srv/builds }\n");
    assertThat(folder.source()).contains(new BuildSource.Folder("/srv/builds"));
    assertThat(Json.read(Json.write(folder), Schedule.class)).isEqualTo(folder);
    Schedule web =
        schedule(
            before
                + "source: { url: \"https://b.example/{date}/{board}.{extension}\","
                + " digests: \"https://b.example/{date}/SHA256SUMS\" }\n");
    assertThat(web.source().orElseThrow().words())
        .isEqualTo("https://b.example/{date}/{board}.{extension}");
    assertThat(Json.read(Json.write(web), Schedule.class)).isEqualTo(web);
  }

  @Test
  void all_problems_are_told_at_once() throws Exception {
    says(
        """
        schedules:
          - name: Nightly
            cron: "0 2 * *"
            zone: CET
            suite: none
            boards: [none]
            rack: none
            pause: true
            source: { folder: builds, url: "https://b.example/a" }
          - cron: "0 2 1 * mon"
            zone: UTC
            suite: pr
        """,
        FILE
            + ": schedules[0].name: not a valid name of a schedule: \"Nightly\" (must match"
            + " [a-z0-9][a-z0-9-]{0,40})",
        FILE
            + ": schedules[0].cron: must be the five fields minute, hour, day of the month, month,"
            + " day of the week, such as \"0 2 * * *\" for two o'clock each night",
        FILE + ": schedules[0].zone: must be UTC or a time zone such as Europe/Berlin, not \"CET\"",
        FILE + ": schedules[0].suite: no suite none; there is no board-configs/suites/none.yaml",
        FILE
            + ": schedules[0].boards[0]: no board type none; there is no"
            + " board-configs/types/none.yaml",
        FILE + ": schedules[0].rack: no rack none; there is no board-configs/racks/none.yaml",
        FILE + ": schedules[0].source.url: say only one of folder and url",
        FILE
            + ": schedules[0].pause: is no key that is known here; known are name, cron, zone,"
            + " suite, boards, rack, paused, source",
        FILE + ": schedules[1].name: is missing",
        FILE
            + ": schedules[1].cron: say a day of the month or a day of the week, not both: one of"
            + " them must be *");
  }

  @Test
  void a_name_that_is_there_twice_and_a_schedule_that_could_only_rest_are_told() throws Exception {
    says(
        SOUND
            + """
              - name: nightly
                cron: "0 3 * * *"
                zone: UTC
                suite: pr
            """,
        FILE + ": schedules[1].name: there is a schedule \"nightly\" already");
    says(
        SOUND.substring(0, SOUND.indexOf("    source:")),
        FILE
            + ": schedules[0]: a schedule without a source has no build to test: name a source, or"
            + " say paused: true");
  }

  @Test
  void a_time_that_cannot_be_is_told() throws Exception {
    says(
        SOUND.replace("0 2 * * 1-5", "0 2 31 2,4 *"),
        FILE + ": schedules[0].cron: no such month has a day 31");
    says(
        SOUND.replace("0 2 * * 1-5", "0 24 * * *"),
        FILE + ": schedules[0].cron: the hour must be 0 to 23, not \"24\"");
    says(
        SOUND.replace("0 2 * * 1-5", "0 2 * * fri-mon"),
        FILE
            + ": schedules[0].cron: the day of the week cannot be read: \"fri-mon\" ends before it"
            + " begins");
    says(
        SOUND.replace("0 2 * * 1-5", "5/10 2 * * *"),
        FILE
            + ": schedules[0].cron: the minute cannot be read: \"5/10\" has no sensible step: say"
            + " */15 or 0-30/10");
    says(
        SOUND.replace("0 2 * * 1-5", "0 2 L * *"),
        FILE + ": schedules[0].cron: the day of the month must be 1 to 31, not \"L\"");
  }

  @Test
  void a_source_that_cannot_be_is_told() throws Exception {
    String before = SOUND.substring(0, SOUND.indexOf("source:"));
    says(
        before + "source: { folder: builds }\n",
        FILE
            + ": schedules[0].source: a folder must be an absolute path, since an orchestrator may"
            + " be started anywhere");
    says(
        before
            + "source: { url: \"https://b.example/{day}.zip\", digests:"
            + " \"https://b.example/{board}\" }\n",
        FILE
            + ": schedules[0].source: url must be the address of a file, in which {board},"
            + " {extension} and {date} are filled in, without ? and #");
    says(
        before + "source: { url: \"https://b.example/a.zip\" }\n",
        FILE + ": schedules[0].source.digests: is missing");
    says(
        before
            + "source: { github: { repository: circuitpython, branch: main, token_file: token }"
            + " }\n",
        FILE + ": schedules[0].source.github.token_file: must be an absolute path, not \"token\"");
    says(
        before + "source: { github: { repository: circuitpython, branch: main } }\n",
        FILE
            + ": schedules[0].source.github: repository must be owner/name, such as"
            + " adafruit/circuitpython");
  }
}
