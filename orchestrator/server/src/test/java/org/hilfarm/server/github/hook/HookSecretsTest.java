package org.hilfarm.server.github.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GitHub's own example (docs, "Validating webhook deliveries"), and two secrets at a time. */
class HookSecretsTest {
  private static final byte[] BODY = "Hello, World!".getBytes(UTF_8);
  private static final String SIGNATURE =
      "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  private final Path folder;

  HookSecretsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void github_s_own_example_is_signed() throws Exception {
    HookSecrets one = HookSecrets.read(List.of(file("one", "It's a Secret to Everybody\n")));
    assertThat(one.signed(SIGNATURE, BODY)).isTrue();
    assertThat(one.signed(SIGNATURE, "Hello, World?".getBytes(UTF_8))).isFalse();
    assertThat(one.signed(SIGNATURE.replace("757", "857"), BODY)).isFalse();
    assertThat(one.signed(SIGNATURE.substring("sha256=".length()), BODY)).isFalse();
    assertThat(one.signed("", BODY)).isFalse();
    assertThat(one.toString()).isEqualTo("1 webhook secrets");
  }

  @Test
  void while_a_secret_is_changed_either_signs() throws Exception {
    Path old = file("old", "It's a Secret to Everybody");
    Path next = file("next", "0123456789abcdef0123456789abcdef");
    assertThat(HookSecrets.read(List.of(next, old)).signed(SIGNATURE, BODY)).isTrue();
    assertThat(HookSecrets.read(List.of(next)).signed(SIGNATURE, BODY)).isFalse();
  }

  @Test
  void what_is_no_secret_is_refused_without_saying_what_it_holds() throws Exception {
    Path brief = file("brief", "hunter2");
    assertThatThrownBy(() -> HookSecrets.read(List.of(brief)))
        .hasMessage(
            "--github-secret: %s must hold one line of 16 to 1000 characters; openssl rand -hex 32"
                + " makes one",
            brief);
    assertThatThrownBy(() -> HookSecrets.read(List.of(file("two", "a".repeat(20) + "\nb"))))
        .hasMessageContaining("one line");
    assertThatThrownBy(() -> HookSecrets.read(List.of(folder.resolve("gone"))))
        .hasMessageContaining("gone cannot be read: NoSuchFileException");
    assertThatThrownBy(() -> HookSecrets.read(List.of()))
        .hasMessage("--github-secret: say one file, or two while a secret is changed, not 0");
  }
}
