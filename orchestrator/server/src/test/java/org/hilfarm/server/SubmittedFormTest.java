package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.server.fixture.TestData.FEATHER;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.Refused;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.Shared.class)
class SubmittedFormTest {
  private final Path folder;
  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http submitter;
  private final ByteArrayOutputStream form = new ByteArrayOutputStream();

  SubmittedFormTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    this.folder = folder;
    this.farm = Orchestrator.start(Farms.settings(folder, postgres.fresh()));
    this.agent = new FakeAgent(farm);
    this.submitter = Http.submitter(farm);
    agent.hello(board(PICO, "P1"), board(FEATHER, "F1"));
  }

  @AfterEach
  void close() {
    submitter.close();
    agent.close();
    farm.close();
  }

  private SubmittedFormTest part(String parameters, byte[] content) {
    form.writeBytes(
        ("--b\r\nContent-Disposition: form-data; " + parameters + "\r\n\r\n").getBytes(UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n".getBytes(UTF_8));
    return this;
  }

  private SubmittedFormTest file(String name, byte[] content) {
    return part("name=\"files\"; filename=\"" + name + "\"", content);
  }

  private SubmittedFormTest field(String name, String value) {
    return part("name=\"" + name + "\"", value.getBytes(UTF_8));
  }

  private HttpResponse<byte[]> send() throws Exception {
    form.writeBytes("--b--\r\n".getBytes(UTF_8));
    return send(form.toByteArray());
  }

  private HttpResponse<byte[]> send(byte[] body) throws Exception {
    return submitter.post("/api/v1/runs", body, "multipart/form-data; boundary=b");
  }

  private static List<String> problems(HttpResponse<byte[]> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(400);
    return Json.read(answer.body(), Refused.class).problems();
  }

  @Test
  void only_the_boards_the_form_names_first_are_looked_at() throws Exception {
    field("boards", PICO.id().value());
    file(Firmware.fileName(FEATHER), new byte[10]);
    file(Firmware.fileName(PICO), Firmware.image(PICO));
    HttpResponse<byte[]> answer = send();
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(Json.read(answer.body(), Accepted.class).jobs()).isEqualTo(1);
  }

  @Test
  void boards_named_after_a_file_are_refused() throws Exception {
    file(Firmware.fileName(PICO), Firmware.image(PICO)).field("boards", PICO.id().value());
    assertThat(problems(send()))
        .containsExactly("boards: in a form this field must come before the first file");
  }

  @Test
  void every_broken_rule_of_every_file_is_named_at_once() throws Exception {
    file(Firmware.fileName(PICO), new byte[0]);
    file("more/" + Firmware.fileName(PICO), Firmware.image(PICO));
    file(Firmware.fileName(FEATHER), new byte[100_000_000]);
    file("not.zip", new byte[] {1, 2, 3});
    assertThat(problems(send()))
        .hasSize(4)
        .anyMatch(p -> p.contains("a second image for raspberry_pi_pico and en_US"))
        .anyMatch(p -> p.contains("that an image for this board can have"))
        .anyMatch(p -> p.startsWith("not.zip: not a readable zip archive"));
    try (var left = Files.list(folder.resolve("uploads"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void a_uf2_for_another_chip_and_one_that_lost_a_block_are_refused_and_nothing_is_planned()
      throws Exception {
    file(Firmware.fileName(PICO), Firmware.image(FEATHER));
    assertThat(problems(send()))
        .singleElement()
        .asString()
        .contains("it is for UF2 family 0xada52840; raspberry_pi_pico is of the family rp2040");
    form.reset();
    byte[] whole = Firmware.image(PICO);
    file(Firmware.fileName(PICO), Arrays.copyOf(whole, whole.length - 512));
    assertThat(problems(send()))
        .singleElement()
        .asString()
        .contains("says it is number 0 of 32, but the file holds 31: it is cut short or shuffled");
    assertThat(submitter.get("/api/v1/runs").body()).asString().isEqualTo("[]");
  }

  @Test
  void too_many_files_are_counted_and_refused() throws Exception {
    for (int i = 0; i < 501; i++) {
      file("readme-" + i, new byte[1]);
    }
    assertThat(problems(send()))
        .containsExactly("the submission: 501 files; at most 500 are taken");
  }

  @Test
  void an_upload_that_is_cut_off_or_too_long_to_say_is_refused() throws Exception {
    byte[] whole = file(Firmware.fileName(PICO), Firmware.image(PICO)).form.toByteArray();
    assertThat(problems(send(Arrays.copyOf(whole, whole.length / 2))))
        .containsExactly("the upload could not be read: it ends in the middle of a part");
    assertThat(problems(field("name", "x".repeat(5000)).send()))
        .containsExactly("name: more than 4096 bytes");
    assertThat(submitter.get("/api/v1/runs").body()).asString().isEqualTo("[]");
  }

  @Test
  void an_image_that_is_here_already_is_taken_again() throws Exception {
    file(Firmware.fileName(PICO), Firmware.image(PICO));
    assertThat(send().statusCode()).isEqualTo(202);
    assertThat(send().statusCode()).isEqualTo(202);
    assertThat(Json.read(submitter.get("/api/v1/runs").body(), RunView[].class)).hasSize(2);
  }
}
