package org.hilfarm.wire.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.hilfarm.wire.upstream.UpstreamBundle.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpstreamBundleTest {
  @Test
  void a_folder_arrives_as_it_was_read(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("a.py"), "print('\u00e4')\n");
    Files.writeString(folder.resolve("a.py.exp"), "\u00e4\n");
    Files.writeString(folder.resolve("b.py"), "print(1)\n");
    byte[] bytes = UpstreamFolder.bundle(folder).bytes();
    assertThat(UpstreamBundle.scripts(bytes)).isEqualTo(UpstreamFolder.read(folder));
  }

  @Test
  void a_path_that_is_none_is_refused() {
    for (String path : List.of("../x/y", "/etc/x", "x", "a//b", "a/..", "a/b\n", "")) {
      assertThatIOException()
          .as(path)
          .isThrownBy(() -> UpstreamBundle.scripts(written(new Member(path, "", none()))))
          .withMessage("a test has a path that is none: folders and a name are wanted");
    }
  }

  @Test
  void two_of_one_name_and_too_many_are_refused() {
    Member one = new Member("a/b", "", none());
    assertThatIOException()
        .isThrownBy(() -> UpstreamBundle.scripts(written(one, new Member("A/B", "", none()))))
        .withMessage("two tests are called upstream/a/b");
    List<Member> many = Collections.nCopies(UpstreamBundle.MOST + 1, one);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UpstreamBundle(many).bytes())
        .withMessageContaining("1001 upstream tests with ");
    assertThatIOException().isThrownBy(() -> UpstreamBundle.scripts("no json".getBytes(UTF_8)));
  }

  private static byte[] written(Member... members) {
    return new UpstreamBundle(List.of(members)).bytes();
  }

  private static Optional<String> none() {
    return Optional.empty();
  }
}
