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

/** How the emulator gets its Node and its package. */
class EmulatorSetUpTest {
  private static final String NODE = "case \"$1\" in -p) echo 20.19.2 ;; esac";

  private final Machine machine;

  EmulatorSetUpTest(@TempDir Path folder) throws IOException {
    machine = new Machine(folder);
    for (String program : new String[] {"cp", "tar", "gzip", "od", "base64", "sha512sum"}) {
      machine.real(program);
    }
    for (String program : new String[] {"tr", "xargs", "cksum", "tail"}) {
      machine.real(program);
    }
    machine.program("bin/dpkg", "echo amd64");
  }

  @BeforeEach
  void a_program_and_the_registry_that_has_its_package() throws Exception {
    machine.write("source/src/main.mjs", "");
    machine.write("root/etc/npmrc", "registry=https://machine.example\n");
    machine.write("source/package.json", "{}");
    machine.write("box/package/index.js", "exports.answer = 42;");
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
          "name": "own",
          "version": "0.1.0",
          "packages": {
            "": {
              "version": "0.1.0"
            },
            "node_modules/@some/box": {
              "version": "1.4.1",
              "integrity": "sha512-%s",
              "engines": {
                "node": ">=18.0.0"
              }
            }
          }
        }
        """
            .formatted(Base64.getEncoder().encodeToString(sha512)));
  }

  private Ending.Exited offered(Map<String, String> more) throws Exception {
    return machine.run(
        "EMULATOR_SOURCE='%s'; offer_emulator setup; echo goes on"
            .formatted(machine.path("source")),
        more);
  }

  @Test
  void without_npm_the_pinned_package_comes_from_the_registry_that_npm_is_told() throws Exception {
    machine.program("bin/node", NODE);
    Ending.Exited first = offered(Map.of());
    assertThat(first.output().lines())
        .containsExactly(
            "farm: node: using " + machine.path("bin/node"),
            "farm: fetching @some/box 1.4.1 from https://machine.example/",
            "farm: emulator: ready in %s, on %s"
                .formatted(machine.path("cache/tools/emulator"), machine.path("bin/node")),
            "goes on");
    assertThat(machine.calls())
        .anyMatch(c -> c.endsWith(" https://machine.example/@some/box/-/box-1.4.1.tgz"));
    assertThat(machine.path("cache/tools/emulator/node_modules/@some/box/index.js"))
        .hasContent("exports.answer = 42;");
    assertThat(offered(Map.of()).output()).isEqualTo("goes on\n");
  }

  @Test
  void without_npm_and_without_a_registry_it_says_what_to_do() throws Exception {
    machine.program("bin/node", NODE);
    machine.write("root/etc/npmrc", "audit=false\n");
    assertThat(offered(Map.of()).output())
        .contains(
            "put npm on the PATH (Debian: apt install npm), or write registry=ADDRESS into"
                + " ~/.npmrc")
        .endsWith("goes on\n");
  }

  @Test
  void the_user_s_registry_is_asked_instead() throws Exception {
    machine.program("bin/node", NODE);
    machine.write("home/.npmrc", "audit=false\nregistry = https://mirror.example/npm\n");
    assertThat(offered(Map.of()).output())
        .contains("fetching @some/box 1.4.1 from https://mirror.example/npm/\n");
    assertThat(
            machine
                .run("npm_registry", Map.of("NPM_CONFIG_REGISTRY", "https://environment.example/"))
                .output())
        .isEqualTo("https://environment.example/\n");
  }

  @Test
  void npm_does_it_where_it_is() throws Exception {
    machine.program("bin/node", NODE);
    machine.program("bin/npm", "mkdir node_modules");
    assertThat(offered(Map.of()).output()).contains("emulator: ready");
    assertThat(machine.calls())
        .contains("npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error")
        .noneMatch(c -> c.startsWith("curl"));
  }

  @Test
  void a_package_with_another_digest_is_not_used() throws Exception {
    machine.program("bin/node", NODE);
    lock(new byte[64]);
    Ending.Exited ending = offered(Map.of());
    assertThat(ending.value()).isZero();
    assertThat(ending.output())
        .contains(
            "farm: what https://machine.example/ has as @some/box 1.4.1 is not what"
                + " package-lock.json pins (sha512); it was not used")
        .endsWith(
            "farm: emulated boards are not set up, see above; all else works without. ./farm setup"
                + " tries again\ngoes on\n");
    assertThat(machine.path("cache/tools/emulator")).doesNotExist();
  }

  @Test
  void a_registry_that_does_not_answer_is_named_with_what_to_do() throws Exception {
    machine.program("bin/node", NODE);
    machine.program("bin/curl", "echo 'curl: (22) error: 401' >&2; exit 22");
    Ending.Exited ending = offered(Map.of());
    assertThat(ending.value()).isZero();
    assertThat(ending.output())
        .contains("curl: (22) error: 401")
        .contains("could not fetch @some/box 1.4.1; run ./farm setup again")
        .contains("registry= in ~/.npmrc names another; one that wants a password needs npm");
  }

  @Test
  void without_node_debian_s_is_unpacked_and_runs_from_the_cache() throws Exception {
    debian("20.19.2");
    assertThat(offered(Map.of()).output())
        .contains("farm: node: unpacked, runs: " + machine.path("cache/bin/node"))
        .contains("emulator: ready");
    assertThat(machine.calls())
        .contains(
            "ld-linux.so.2 --library-path %1$s %2$s/usr/bin/node -r %2$s/itself.cjs -p process.versions.node"
                .formatted(
                    machine.path("cache/tools/node/usr/lib/any-linux-gnu"),
                    machine.path("cache/tools/node")));
    assertThat(machine.path("cache/tools/node/usr/lib/any-linux-gnu/libnode.so.115"))
        .hasContent("reads /proc/self/fd/9///acorn.js");
    assertThat(machine.path("cache/tools/node/usr/share/nodejs/acorn.js")).exists();
    assertThat(machine.path("cache/tools/node/usr/share/doc")).doesNotExist();
  }

  @Test
  void a_node_that_is_too_old_is_passed_over_and_debian_s_too() throws Exception {
    machine.program("bin/node", "echo 18.19.1");
    debian("18.19.1");
    Ending.Exited ending = offered(Map.of());
    assertThat(ending.value()).isZero();
    assertThat(ending.output())
        .contains(
            "farm: the nodejs of trixie is 18.19.1: take Node 20 or newer from https://nodejs.org"
                + " and put it on the PATH")
        .contains("emulated boards are not set up, see above");
    assertThat(machine.path("cache/tools/node")).doesNotExist();
    assertThat(machine.path("cache/bin/node")).doesNotExist();
  }

  @Test
  void outside_the_debian_family_it_says_where_node_is_to_be_had() throws Exception {
    Ending.Exited ending = offered(Map.of());
    assertThat(ending.value()).isZero();
    assertThat(ending.output())
        .contains(
            "farm: there is no Node 20 or newer here: take one from https://nodejs.org and put it"
                + " on the PATH");
  }

  @Test
  void a_command_that_needs_no_emulated_boards_does_not_wait_for_them() throws Exception {
    assertThat(machine.run("offer_emulator boards").output()).isEmpty();
    assertThat(machine.calls()).isEmpty();
  }

  /** A Debian whose nodejs has this version, in two packages. */
  private void debian(String version) throws IOException {
    machine.program(
        "bin/apt-get",
        "case \"$*\" in *-s\\ install*) echo 'Inst nodejs (1)'; echo 'Inst libnode115 (1)' ;;"
            + " *download*) touch nodejs.deb ;; esac");
    machine.program(
        "bin/dpkg-deb",
        """
        cd "$3"
        mkdir -p usr/bin usr/lib/any-linux-gnu usr/share/nodejs usr/share/doc
        touch usr/bin/node usr/share/nodejs/acorn.js
        printf 'reads /usr/share/nodejs/acorn.js' >usr/lib/any-linux-gnu/libnode.so.115
        printf '#!/bin/sh\\necho "${0##*/} $*" >>"%s"\\necho %s\\n' >usr/lib/any-linux-gnu/ld-linux.so.2
        chmod 755 usr/lib/any-linux-gnu/ld-linux.so.2\
        """
            .formatted(machine.path("calls"), version));
  }
}
