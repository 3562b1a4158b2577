package org.hilfarm.farm.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.hilfarm.process.Ending;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How GitHub's own descriptions get into the cache. */
class OctokitSetUpTest {
  private final Machine machine;

  OctokitSetUpTest(@TempDir Path folder) throws IOException {
    machine = new Machine(folder);
    for (String program : new String[] {"tar", "gzip", "od", "base64", "sha512sum", "cp"}) {
      machine.real(program);
    }
    for (String program : new String[] {"tr", "cksum", "tail"}) {
      machine.real(program);
    }
  }

  @BeforeEach
  void the_registry_has_a_package_with_what_is_wanted_and_more() throws Exception {
    machine.write("root/etc/npmrc", "registry=https://machine.example\n");
    machine.write("box/package/schema.json", "{}");
    machine.write("box/package/LICENSE", "MIT");
    machine.write("box/package/generated/huge.json", "[]");
    machine.run("tar -czf '%s' -C '%s' package".formatted(tarball(), machine.path("box")));
    lock(MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(tarball())));
    machine.program(
        "bin/curl", "while [ \"$1\" != -o ]; do shift; done; cp '%s' \"$2\"".formatted(tarball()));
  }

  private Path tarball() {
    return machine.path("box.tgz");
  }

  private void lock(byte[] sha512) throws IOException {
    machine.write(
        "source/package-lock.json",
        """
        {
          "packages": {
            "node_modules/@octokit/box": {
              "version": "7.6.1",
              "integrity": "sha512-%s",
              "license": "MIT"
            }
          }
        }
        """
            .formatted(Base64.getEncoder().encodeToString(sha512)));
  }

  private Ending.Exited offered(String command) throws Exception {
    return machine.run(
        ("OCTOKIT_SOURCE='%s'; OCTOKIT_FILES=('@octokit/box schema.json'); offer_octokit %s;"
                + " echo goes on")
            .formatted(machine.path("source"), command),
        Map.of());
  }

  @Test
  void the_pinned_package_s_one_file_and_its_licence_are_kept() throws Exception {
    Ending.Exited first = offered("setup");
    assertThat(first.output().lines())
        .containsExactly(
            "farm: fetching @octokit/box 7.6.1",
            "farm: GitHub's descriptions: ready in " + machine.path("cache/tools/octokit"),
            "goes on");
    assertThat(machine.calls())
        .anyMatch(c -> c.endsWith(" https://machine.example/@octokit/box/-/box-7.6.1.tgz"));
    assertThat(machine.path("cache/tools/octokit/box/schema.json")).hasContent("{}");
    assertThat(machine.path("cache/tools/octokit/box/LICENSE")).exists();
    assertThat(machine.path("cache/tools/octokit/box/generated")).doesNotExist();
    assertThat(offered("verify").output()).isEqualTo("goes on\n");
  }

  @Test
  void npm_fetches_it_where_it_is() throws Exception {
    machine.program("bin/npm", "cp '%s' octokit-box-7.6.1.tgz".formatted(tarball()));
    assertThat(offered("verify").output()).contains("GitHub's descriptions: ready");
    assertThat(machine.calls())
        .contains("npm pack --ignore-scripts --loglevel=error @octokit/box@7.6.1")
        .noneMatch(c -> c.startsWith("curl"));
  }

  @Test
  void a_package_with_another_digest_is_not_used_and_tests_are_said_to_be_skipped()
      throws Exception {
    lock(new byte[64]);
    assertThat(offered("setup").output())
        .contains("what the registry has as @octokit/box 7.6.1 is not what package-lock.json pins")
        .contains("the tests that need them are skipped. ./farm setup tries again")
        .endsWith("goes on\n");
    assertThat(machine.path("cache/tools/octokit")).doesNotExist();
  }

  @Test
  void without_npm_and_without_a_registry_it_says_what_to_do() throws Exception {
    machine.write("root/etc/npmrc", "audit=false\n");
    assertThat(offered("setup").output())
        .contains("put npm on the PATH (Debian: apt install npm)")
        .endsWith("goes on\n");
  }

  @Test
  void no_other_command_waits_for_it() throws Exception {
    assertThat(offered("demo").output()).isEqualTo("goes on\n");
    assertThat(machine.calls()).isEmpty();
  }
}
