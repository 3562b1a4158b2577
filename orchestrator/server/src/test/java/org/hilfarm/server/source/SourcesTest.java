package org.hilfarm.server.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hilfarm.server.fixture.TestData.FEATHER;
import static org.hilfarm.server.fixture.TestData.PICO;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.server.fixture.Builds;
import org.hilfarm.server.fixture.FakeGitHub;
import org.hilfarm.server.fixture.FakeWeb;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.TestData;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.intake.Arrival;
import org.hilfarm.server.intake.Intaken;
import org.hilfarm.server.intake.Submissions;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.Shared.class)
class SourcesTest {
  private static final Set<BoardTypeId> BOTH = Set.of(PICO.id(), FEATHER.id());

  private final Path folder;
  private final FakeWeb web = new FakeWeb();
  private final FakeGitHub gitHub = new FakeGitHub(web);
  private final Database database;
  private final Arrival arrival;
  private final Sources sources;

  SourcesTest(@TempDir Path folder, TestPostgres postgres) throws IOException {
    this.folder = folder;
    this.database = Database.open(postgres.fresh());
    this.arrival =
        new Submissions(database, TestData.trusted(), Patience.usual()).arrival(Set.of());
    this.sources = new Sources(folder.resolve("fetched"), TestData.trusted().types());
  }

  @AfterEach
  void close() throws IOException {
    sources.close();
    web.close();
    database.close();
    try (var left = Files.list(folder.resolve("fetched"))) {
      assertThat(left).as("files that were left").isEmpty();
    }
  }

  private String fetch(BuildSource source) throws NoBuildException, InterruptedException {
    return sources.fetch(
        new Sources.Wanted(source, BOTH, LocalDate.parse("2026-11-23")),
        arrival,
        Deadline.after(Duration.ofSeconds(20)));
  }

  private String refusal(BuildSource source) {
    NoBuildException refused = catchThrowableOfType(NoBuildException.class, () -> fetch(source));
    assertThat(refused.later()).as("asked again").isFalse();
    return String.valueOf(refused.getMessage());
  }

  private void has(byte[] image) throws Exception {
    Intaken taken = arrival.finish();
    assertThat(taken.images()).hasSize(1);
    assertThat(taken.bytes().values()).containsExactly(image);
  }

  @Test
  void the_newest_run_of_the_branch_itself_is_taken_not_a_forks_nor_a_pull_requests()
      throws Exception {
    gitHub
        .run(7, "push", FakeGitHub.REPOSITORY)
        .run(9, "push", "stranger/circuitpython")
        .run(8, "pull_request", FakeGitHub.REPOSITORY)
        .run(5, "push", FakeGitHub.REPOSITORY)
        .artifact(7, PICO, Map.of())
        .nothingFor(7, FEATHER);
    assertThat(fetch(gitHub.main()))
        .isEqualTo("branch main of adafruit/circuitpython at 0123456789, run 7");
    has(Firmware.image(PICO));
  }

  @Test
  void the_token_is_told_to_the_api_and_never_to_the_storage() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "ghs_secret\n");
    gitHub.run(7, "push", FakeGitHub.REPOSITORY).artifact(7, PICO, Map.of()).nothingFor(7, FEATHER);
    BuildSource.GitHub plain = gitHub.main();
    String unused =
        fetch(
            new BuildSource.GitHub(
                plain.api(),
                plain.repository(),
                plain.branch(),
                Optional.empty(),
                Optional.of(token.toString())));
    assertThat(web.asked())
        .contains(
            FakeGitHub.RUNS + " Bearer ghs_secret",
            FakeGitHub.zipAddress(700) + " Bearer ghs_secret",
            "/storage/700 -");
  }

  @Test
  void a_token_file_that_is_not_there_is_named_before_anything_is_asked() {
    BuildSource.GitHub plain = gitHub.main();
    assertThat(
            refusal(
                new BuildSource.GitHub(
                    plain.api(),
                    plain.repository(),
                    plain.branch(),
                    Optional.empty(),
                    Optional.of("/no/token"))))
        .isEqualTo("token_file /no/token cannot be read on this orchestrator's host");
    assertThat(web.asked()).isEmpty();
  }

  @Test
  void an_archive_that_is_not_what_github_says_is_refused() throws Exception {
    gitHub
        .run(7, "push", FakeGitHub.REPOSITORY)
        .artifact(7, PICO, Map.of("digest", "sha256:" + "0".repeat(64)))
        .nothingFor(7, FEATHER);
    assertThat(refusal(gitHub.main()))
        .startsWith("artifact raspberry_pi_pico: what came has the sha256 ")
        .endsWith(" instead of " + "0".repeat(64));
  }

  @Test
  void an_archive_longer_than_github_says_is_broken_off() throws Exception {
    gitHub
        .run(7, "push", FakeGitHub.REPOSITORY)
        .artifact(7, PICO, Map.of("size_in_bytes", 10))
        .nothingFor(7, FEATHER);
    assertThat(refusal(gitHub.main()))
        .isEqualTo("GET %s/storage/700: the answer has more than 10 bytes".formatted(web.url()));
  }

  @Test
  void what_signs_an_address_of_the_storage_is_never_said() {
    web.says("/storage/7?sig=secret", new FakeWeb.Answer(403, Map.of(), "no"));
    Web.Question signed =
        new Web.Question(
            URI.create(web.url() + "/storage/7?sig=secret"),
            Map.of(),
            100,
            Deadline.after(Duration.ofSeconds(20)));
    try (Web asks = new Web()) {
      assertThatThrownBy(() -> asks.get(signed, folder.resolve("it")))
          .hasMessage("GET %s/storage/7: answered 403".formatted(web.url()));
    }
  }

  @Test
  void an_archive_without_a_digest_is_refused() throws Exception {
    gitHub
        .run(7, "push", FakeGitHub.REPOSITORY)
        .artifact(7, PICO, Map.of("digest", "md5:1"))
        .nothingFor(7, FEATHER);
    assertThat(refusal(gitHub.main()))
        .isEqualTo(
            "artifact raspberry_pi_pico: GitHub says no sha256 of it; upload it with"
                + " upload-artifact v4 or newer");
  }

  @Test
  void a_download_that_leads_elsewhere_is_not_followed() throws Exception {
    gitHub.run(7, "push", FakeGitHub.REPOSITORY).artifact(7, PICO, Map.of()).nothingFor(7, FEATHER);
    web.says(
        FakeGitHub.zipAddress(700),
        new FakeWeb.Answer(302, Map.of("Location", "http://169.254.169.254/latest"), ""));
    assertThat(refusal(gitHub.main()))
        .isEqualTo(
            "branch main of adafruit/circuitpython: a download is redirected to 169.254.169.254,"
                + " which is neither GitHub's storage nor the API's host");
  }

  @Test
  void what_expired_is_named() throws Exception {
    gitHub
        .run(7, "push", FakeGitHub.REPOSITORY)
        .artifact(7, PICO, Map.of("expired", true))
        .nothingFor(7, FEATHER);
    assertThat(refusal(gitHub.main()))
        .isEqualTo(
            "branch main of adafruit/circuitpython: its run 7 has no artifact called as a board"
                + " type of this farm; expired are raspberry_pi_pico");
  }

  @Test
  void a_branch_without_a_successful_run_of_its_own_is_told() {
    gitHub.run(9, "push", "stranger/circuitpython");
    assertThat(refusal(gitHub.main()))
        .isEqualTo(
            "branch main of adafruit/circuitpython: among the newest 50 runs none is a successful"
                + " one of the branch itself");
  }

  @Test
  void an_answer_that_is_no_github_is_told() {
    web.says(FakeGitHub.RUNS, "<html>".getBytes(UTF_8));
    assertThat(refusal(gitHub.main()))
        .isEqualTo(
            "GET %s%s: the answer is not what GitHub's API answers"
                .formatted(web.url(), FakeGitHub.RUNS));
    web.says(FakeGitHub.RUNS, new FakeWeb.Answer(404, Map.of(), "{\"message\":\"\u001b[31m\"}"));
    assertThat(refusal(gitHub.main()))
        .isEqualTo(
            "GET %s%s: answered 404: {\"message\":\"?[31m\"}"
                .formatted(web.url(), FakeGitHub.RUNS));
  }

  @Test
  void a_limit_of_questions_and_an_ill_server_are_asked_again() {
    web.says(
        FakeGitHub.RUNS, new FakeWeb.Answer(403, Map.of("X-RateLimit-Remaining", "0"), "slow"));
    assertThatThrownBy(() -> fetch(gitHub.main()))
        .isInstanceOfSatisfying(NoBuildException.class, e -> assertThat(e.later()).isTrue());
    web.says(FakeGitHub.RUNS, new FakeWeb.Answer(502, Map.of(), ""));
    assertThatThrownBy(() -> fetch(gitHub.main()))
        .isInstanceOfSatisfying(NoBuildException.class, e -> assertThat(e.later()).isTrue());
  }

  @Test
  void a_server_that_never_ends_its_answer_is_left_at_the_deadline() {
    web.hold(FakeGitHub.RUNS);
    assertThatThrownBy(
            () ->
                sources.fetch(
                    new Sources.Wanted(gitHub.main(), BOTH, LocalDate.parse("2026-11-23")),
                    arrival,
                    Deadline.after(Duration.ofMillis(300))))
        .hasMessage(
            "GET %s%s: no whole answer within PT0.3S".formatted(web.url(), FakeGitHub.RUNS));
  }

  @Test
  void what_the_digest_file_names_is_downloaded_and_nothing_else() throws Exception {
    assertThat(fetch(Builds.on(web)))
        .isEqualTo(web.url() + "/nightly/adafruit-circuitpython-*-en_US-10.2.0.*");
    assertThat(web.asked()).hasSize(2);
    has(Firmware.image(PICO));
  }

  @Test
  void the_day_is_filled_in() throws Exception {
    Builds.on(web);
    BuildSource dated =
        new BuildSource.Download(web.url() + "/{date}/a.zip", web.url() + "/{date}/SUMS");
    assertThat(refusal(dated))
        .isEqualTo("GET %s/2026-11-23/SUMS: answered 404: nothing here".formatted(web.url()));
    web.says("/2026-11-23/SUMS", ("0".repeat(64) + "  b.zip").getBytes(UTF_8));
    assertThat(refusal(dated))
        .isEqualTo(
            "%s/2026-11-23/SUMS names none of the files that %s/{date}/a.zip stands for"
                .formatted(web.url(), web.url()));
  }

  @Test
  void a_digest_file_that_is_none_is_told() {
    BuildSource.Download source = Builds.on(web);
    web.says(Builds.DIGESTS, "hello\n".getBytes(UTF_8));
    assertThat(refusal(source))
        .isEqualTo(
            "%s%s: a line is not as sha256sum writes it: hello"
                .formatted(web.url(), Builds.DIGESTS));
    String two = "0".repeat(64) + "  a\n" + "1".repeat(64) + " *a\n";
    web.says(Builds.DIGESTS, two.getBytes(UTF_8));
    assertThat(refusal(source))
        .isEqualTo("%s%s: it has two digests for a".formatted(web.url(), Builds.DIGESTS));
  }

  @Test
  void a_folder_is_taken_as_it_is() throws Exception {
    Path unused = Firmware.put(folder.resolve("build"), PICO, Firmware.image(PICO));
    assertThat(fetch(new BuildSource.Folder(folder.resolve("build").toString())))
        .isEqualTo("folder " + folder.resolve("build"));
    has(Firmware.image(PICO));
    assertThat(refusal(new BuildSource.Folder("/no/build")))
        .isEqualTo("/no/build: there is no such folder on this orchestrator's host");
  }
}
