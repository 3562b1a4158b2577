package org.hilfarm.server.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartFormTest {
  private static final String TYPE = "multipart/form-data; boundary=b0u-n";

  /** Gives a few bytes at a time, as a slow network does. */
  private static InputStream dripping(byte[] bytes, int atOnce) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int at, int length) {
        return super.read(into, at, Math.min(length, atOnce));
      }
    };
  }

  private static MultipartForm form(byte[] body, int atOnce) {
    return MultipartForm.of(TYPE, dripping(body, atOnce)).orElseThrow();
  }

  private static MultipartForm form(String body) {
    return form(body.getBytes(UTF_8), 1000);
  }

  private static List<String> texts(MultipartForm form) throws IOException {
    List<String> texts = new ArrayList<>();
    for (var part = form.next(); part.isPresent(); part = form.next()) {
      byte[] content = part.get().content().readAllBytes();
      texts.add(
          part.get().name()
              + "/"
              + part.get().fileName().orElse("-")
              + "/"
              + new String(content, ISO_8859_1));
    }
    return texts;
  }

  private static String part(String parameters, String content) {
    return "--b0u-n\r\nContent-Disposition: form-data; %s\r\nContent-Type: a/b\r\n\r\n%s\r\n"
        .formatted(parameters, content);
  }

  @Test
  void parts_come_out_whole_however_the_bytes_arrive() throws Exception {
    // Content that nearly is a boundary, again and again, and random bytes beside it.
    byte[] noise = new byte[200_000];
    new Random(7).nextBytes(noise);
    String odd =
        "\r\n--b0u-\r\n--b0u-m\r\n-\r\r\n--b0\r\n" + new String(noise, ISO_8859_1) + "\r\n--b0u";
    byte[] body =
        ("preamble\r\n"
                + part("name=\"a\"", "")
                + part("name=\"files\"; filename=\"x y.uf2\"", odd)
                + part("filename=z.bin; name=files", "last\r\n")
                + "--b0u-n--\r\nepilogue")
            .getBytes(ISO_8859_1);
    for (int atOnce : new int[] {1, 2, 3, 7, 64, 4096, 65_535, 1 << 20}) {
      assertThat(texts(form(body, atOnce)))
          .as("%d bytes at once", atOnce)
          .containsExactly("a/-/", "files/x y.uf2/" + odd, "files/z.bin/last\r\n");
    }
  }

  @Test
  void what_is_left_unread_of_a_part_is_passed_over() throws Exception {
    MultipartForm form =
        form(part("name=a", "x".repeat(150_000)) + part("name=b", "y") + "--b0u-n--");
    assertThat(form.next().orElseThrow().content().read()).isEqualTo('x');
    assertThat(form.next().orElseThrow().content().readAllBytes()).containsExactly('y');
    assertThat(form.next()).isEmpty();
  }

  @Test
  void names_may_be_in_any_script_and_hold_quotes() throws Exception {
    assertThat(form(part("name=\"ä\"; filename=\"a\\\"b;c\"", "") + "--b0u-n--").next())
        .hasValueSatisfying(
            p -> {
              assertThat(p.name()).isEqualTo("ä");
              assertThat(p.fileName()).contains("a\"b;c");
            });
  }

  @Test
  void a_form_that_is_cut_off_is_an_error_wherever_it_is_cut() throws Exception {
    byte[] body = (part("name=a", "xyz") + part("name=b", "q")).getBytes(UTF_8);
    for (int length = 0; length <= body.length; length++) {
      var cut = new ByteArrayOutputStream();
      cut.write(body, 0, length);
      assertThatThrownBy(() -> texts(form(cut.toByteArray(), 5)))
          .as("after %d bytes", length)
          .isInstanceOf(IOException.class)
          .hasMessageMatching("it ends in the middle of a part|a part ends within its headers");
    }
  }

  @Test
  void headers_without_end_or_sense_are_refused() {
    assertThatThrownBy(() -> texts(form("--b0u-n\r\nX: " + "x".repeat(10_000))))
        .hasMessage("a line of its headers has more than 8192 bytes");
    assertThatThrownBy(() -> texts(form("--b0u-n\r\n" + "X: y\r\n".repeat(40))))
        .hasMessage("a part has more than 32 headers");
    assertThatThrownBy(() -> texts(form("--b0u-n\r\nX: y\r\n\r\n\r\n--b0u-n--")))
        .hasMessage("a part does not say which field it is");
    assertThatThrownBy(() -> texts(form("--b0u-nonsense\r\n\r\n\r\n--b0u-n--")))
        .hasMessage("a boundary is followed by something else than a part");
    assertThatThrownBy(() -> texts(form("--b0u-n\r\nX: y\r\n--b0u-n--")))
        .hasMessage("a part ends within its headers");
  }

  @Test
  void only_a_form_with_a_boundary_is_one() {
    InputStream none = InputStream.nullInputStream();
    assertThat(MultipartForm.of("multipart/form-data; charset=x; BOUNDARY=\"a b\"", none))
        .isPresent();
    for (String type : new String[] {"", "application/zip", "multipart/form-data"}) {
      assertThat(MultipartForm.of(type, none)).isEmpty();
    }
    assertThat(MultipartForm.of(null, none)).isEqualTo(Optional.empty());
  }
}
