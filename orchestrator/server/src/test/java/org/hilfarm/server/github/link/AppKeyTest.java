package org.hilfarm.server.github.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import org.hilfarm.testing.github.oidc.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The App's private key and what it signs. */
class AppKeyTest {
  private final Path file;

  AppKeyTest(@TempDir Path folder) {
    file = folder.resolve("app.pem");
  }

  @Test
  void it_signs_for_nine_minutes_from_a_minute_ago() throws Exception {
    Files.writeString(file, Keys.pem(Keys.app()));
    String[] parts =
        AppKey.read("Iv23", file).token(Instant.ofEpochSecond(1_000_000)).split("\\.", -1);
    assertThat(text(parts[0])).contains("\"alg\":\"RS256\"");
    assertThat(text(parts[1])).contains("\"iat\":999940", "\"exp\":1000540", "\"iss\":\"Iv23\"");
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(Keys.app().getPublic());
    signature.update((parts[0] + "." + parts[1]).getBytes(UTF_8));
    assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
  }

  private static String text(String part) {
    return new String(Base64.getUrlDecoder().decode(part), UTF_8);
  }

  @Test
  void the_form_that_openssl_makes_of_it_is_read_too() throws Exception {
    String inside = Base64.getMimeEncoder().encodeToString(Keys.app().getPrivate().getEncoded());
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + inside + "\n-----END PRIVATE KEY-----\n");
    assertThat(AppKey.read("1", file)).hasToString("the key of GitHub App 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no key",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n%%%\n-----END PRIVATE KEY-----"
      })
  void what_is_no_key_is_refused_without_a_word_of_it(String content) throws Exception {
    Files.writeString(file, content);
    assertThatThrownBy(() -> AppKey.read("1", file))
        .isInstanceOf(IOException.class)
        .hasNoCause()
        .hasMessageContaining("no RSA private key in PEM")
        .hasMessageContaining("Private keys");
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> AppKey.read("1", file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("app.pem")
        .hasMessageContaining("cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b/c", "../x", "a/..", "a/b c", "a/%2e", "/b", "a/"})
  void what_is_no_repository_leads_nowhere(String name) {
    assertThat(RepositoryName.of(name)).isEmpty();
  }
}
