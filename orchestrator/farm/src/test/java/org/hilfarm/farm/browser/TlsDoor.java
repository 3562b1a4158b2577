package org.hilfarm.farm.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * What stands before a farm that people reach from elsewhere: ends TLS, and says what such a proxy
 * says. One request a connection; all else passes as it is. Closing it closes every connection.
 */
final class TlsDoor implements AutoCloseable {
  /** Where its people are: an address that no machine has (RFC 5737). */
  static final String ELSEWHERE = "203.0.113.7";

  private static final int LONGEST_HEAD = 64 << 10;
  private static final String SAYS =
      "X-Forwarded-Proto: https\r\nX-Forwarded-For: %s\r\nConnection: close\r\n"
          .formatted(ELSEWHERE);

  private final URI farm;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  TlsDoor(TlsKey key, String farm) throws IOException {
    this.farm = URI.create(farm);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    this.listener = key.context().getServerSocketFactory().createServerSocket(0, 0, loopback);
    var unused = threads.submit(this::accept);
  }

  /** Where it answers, without a slash at the end. */
  String url() {
    return "https://127.0.0.1:" + listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket person = kept(listener.accept());
        var unused = threads.submit(() -> serve(person));
      }
    } catch (IOException closed) {
      // which is how it ends
    }
  }

  /** What is accepted while the door closes is closed with it. */
  private Socket kept(Socket socket) throws IOException {
    open.add(socket);
    if (listener.isClosed()) {
      socket.close();
    }
    return socket;
  }

  private void serve(Socket person) {
    try (person;
        Socket server = kept(new Socket(farm.getHost(), farm.getPort()))) {
      InputStream asked = new BufferedInputStream(person.getInputStream());
      OutputStream asks = server.getOutputStream();
      asks.write(forwarded(head(asked)).getBytes(ISO_8859_1));
      var unused = threads.submit(() -> pass(asked, asks));
      pass(server.getInputStream(), person.getOutputStream());
      open.remove(server);
    } catch (IOException gone) {
      // one of both has left
    } finally {
      open.remove(person);
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0 || head.size() > LONGEST_HEAD) {
        throw new IOException("no request");
      }
      head.write(next);
    }
    return head.toString(ISO_8859_1);
  }

  /** The browser's own words on the connection are for this one only. */
  private static String forwarded(String head) {
    int line = head.indexOf("\r\n") + 2;
    String rest =
        head.substring(line)
            .lines()
            .filter(l -> !l.toLowerCase(Locale.ROOT).startsWith("connection:"))
            .map(l -> l + "\r\n")
            .collect(Collectors.joining());
    return head.substring(0, line) + SAYS + rest;
  }

  private static void pass(InputStream from, OutputStream to) {
    try {
      from.transferTo(to);
    } catch (IOException gone) {
      // one of both has left
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.close();
  }
}
