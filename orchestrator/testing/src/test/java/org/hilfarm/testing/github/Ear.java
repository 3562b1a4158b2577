package org.hilfarm.testing.github;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hilfarm.testing.github.net.Answer;
import org.hilfarm.testing.github.net.Asked;
import org.hilfarm.testing.github.net.Loopback;

/** Takes webhooks, and answers as it is told. */
final class Ear implements AutoCloseable {
  private final List<Asked> heard = new CopyOnWriteArrayList<>();
  private volatile int status = 202;
  private final Loopback server;

  Ear() throws IOException {
    server =
        new Loopback(
            "ear",
            0,
            asked -> {
              heard.add(asked);
              return Answer.empty(status);
            });
  }

  URI url() {
    return URI.create(server.url() + "/hook");
  }

  void answers(int now) {
    status = now;
  }

  List<Asked> heard() {
    return heard;
  }

  @Override
  public void close() {
    server.close();
  }
}
