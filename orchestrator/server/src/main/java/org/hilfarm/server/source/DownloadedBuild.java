package org.hilfarm.server.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.schedule.BuildSource;
import org.hilfarm.server.intake.Arrival;

/** Files of a web server that its digest file names. One thread uses it. */
final class DownloadedBuild {
  private static final int LONGEST_DIGESTS = 4 << 20;

  private final Web web;
  private final BuildSource.Download source;
  private final Fetching fetching;
  private final Budget budget = new Budget();

  DownloadedBuild(Web web, BuildSource.Download source, Fetching fetching) {
    this.web = web;
    this.source = source;
    this.fetching = fetching;
  }

  String take() throws NoBuildException, IOException, InterruptedException {
    URI list = dated(source.digests());
    Digests digests =
        Digests.read(
            list.toString(),
            web.get(new Web.Question(list, Map.of(), LONGEST_DIGESTS, fetching.deadline())));
    int taken = 0;
    for (URI address : addresses()) {
      String name = name(address);
      Optional<String> digest = digests.of(name);
      if (digest.isPresent()) {
        take(address, name, digest.get());
        taken++;
      }
    }
    if (taken == 0) {
      throw NoBuildException.forGood(
          "%s names none of the files that %s stands for".formatted(list, source.template()));
    }
    return source
        .template()
        .replace("{board}", "*")
        .replace("{extension}", "*")
        .replace("{date}", fetching.day().toString());
  }

  private Set<URI> addresses() {
    Set<URI> addresses = new LinkedHashSet<>();
    for (BoardType type : fetching.types().values()) {
      addresses.add(
          dated(
              source
                  .template()
                  .replace("{board}", type.id().value())
                  .replace("{extension}", type.flash().format().extension())));
    }
    return addresses;
  }

  private URI dated(String address) {
    return URI.create(address.replace("{date}", fetching.day().toString()));
  }

  private static String name(URI address) {
    return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
  }

  private void take(URI address, String name, String digest)
      throws NoBuildException, IOException, InterruptedException {
    Path file = fetching.file();
    Optional<URI> elsewhere =
        web.get(new Web.Question(address, Map.of(), budget.forOne(), fetching.deadline()), file);
    if (elsewhere.isPresent()) {
      throw NoBuildException.forGood(
          "GET %s: it is redirected to %s; say that address in schedules.yaml"
              .formatted(address, Words.plain(elsewhere.get().toString())));
    }
    budget.spent(Files.size(file));
    Digests.check(address.toString(), file, digest);
    if (Arrival.isArchive(name)) {
      fetching.arrival().archive(name, file);
    } else {
      try (InputStream in = Files.newInputStream(file)) {
        fetching.arrival().file(name, in);
      }
    }
    Files.delete(file);
  }
}
