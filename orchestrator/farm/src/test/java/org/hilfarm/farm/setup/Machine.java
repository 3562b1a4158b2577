package org.hilfarm.farm.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.time.Deadline;

/**
 * A machine that set-up believes to be on: its root is a folder, its PATH holds what a bare Debian
 * has and what a test puts there, and each call of a pretended program is written down.
 */
final class Machine {
  private static final List<String> PARTS =
      List.of(
          "say",
          "system",
          "packages",
          "tools",
          "micropython",
          "node",
          "emulator",
          "described",
          "browser",
          "jdk",
          "jre",
          "build",
          "run");

  /** Programs of packages that Debian calls essential, and flock and unshare beside them. */
  private static final List<String> BARE =
      List.of(
          "awk",
          "bash",
          "cat",
          "chmod",
          "dirname",
          "env",
          "find",
          "flock",
          "grep",
          "head",
          "ln",
          "ls",
          "mkdir",
          "mktemp",
          "mv",
          "paste",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sort",
          "stat",
          "tee",
          "timeout",
          "touch",
          "unshare");

  private final Path folder;

  /** A plain user's Debian without Maven, JDK or tools, in an empty folder. */
  Machine(Path folder) throws IOException {
    this.folder = folder;
    for (String part : List.of("bin", "home", "root/etc/apt/sources.list.d", "root/usr/lib/jvm")) {
      Files.createDirectories(folder.resolve(part));
    }
    for (String program : BARE) {
      real(program);
    }
    write("root/etc/os-release", "ID=debian\nVERSION_CODENAME=trixie\n");
    write(
        "root/etc/apt/sources.list.d/debian.sources",
        "Types: deb\nURIs: http://deb.example/debian\nSuites: trixie\nComponents: main\n");
    write("root/usr/bin/python3", "#!/bin/sh\n");
    user("1000");
  }

  /** A further program of this machine's own. */
  void real(String program) throws IOException {
    write("bin/" + program, "#!/bin/sh\nexec %s \"$@\"\n".formatted(ours(program)));
  }

  private static Path ours(String program) {
    for (String place : List.of("/usr/bin", "/bin")) {
      if (Files.isExecutable(Path.of(place, program))) {
        return Path.of(place, program);
      }
    }
    throw new IllegalStateException("this machine has no " + program);
  }

  /** Who runs it: 0 is root. */
  void user(String number) throws IOException {
    program("bin/id", "[ \"$1\" = -u ] && echo " + number + " || echo somebody");
  }

  /** A pretended program, below the machine's folder; its text is of the shell. */
  void program(String path, String text) throws IOException {
    write(
        path,
        "#!/bin/sh\necho \"${0##*/} $*\" >>'%s'\n%s\n".formatted(folder.resolve("calls"), text));
  }

  /** A JDK below a folder of the machine. */
  void jdk(String path, String version) throws IOException {
    write(path + "/bin/javac", "#!/bin/sh\necho javac " + version + "\n");
    write(path + "/release", "JAVA_VERSION=\"" + version + "\"\n");
  }

  void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Path path(String below) {
    return folder.resolve(below);
  }

  /** Which pretended programs have been called, in order, and with what. */
  List<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  /** Runs commands of set-up on it, without a terminal. */
  Ending.Exited run(String commands, Map<String, String> more) throws Exception {
    String script =
        "set -euo pipefail; for part in %s; do . \"$FARM_SETUP/$part.sh\"; done; %s"
            .formatted(String.join(" ", PARTS), commands);
    Path repository = Path.of(System.getProperty("repository.root"));
    List<String> words = new ArrayList<>(List.of("-i"));
    words.add("PATH=" + folder.resolve("bin"));
    words.add("HOME=" + folder.resolve("home"));
    words.add("FARM_ROOT=" + repository);
    words.add("FARM_SETUP=" + repository.resolve("orchestrator/farm/setup"));
    words.add("FARM_CACHE=" + folder.resolve("cache"));
    words.add("FARM_SYSTEM=" + folder.resolve("root"));
    more.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(List.of("/bin/bash", "-c", script));
    Command command = Command.of(Path.of("/usr/bin/env"), words.toArray(String[]::new));
    Deadline within = Deadline.after(Duration.ofSeconds(60));
    return (Ending.Exited) Child.run("set-up", command, line -> {}, within);
  }

  Ending.Exited run(String commands) throws Exception {
    return run(commands, Map.of());
  }
}
