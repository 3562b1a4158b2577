package org.hilfarm.farm.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

/** A multipart form (RFC 7578) of files that are read while they are sent. */
final class Multipart {
  private final String boundary;
  private final List<BodyPublisher> parts = new ArrayList<>();

  /** The boundary must occur in no file: take a random one. */
  Multipart(String boundary) {
    this.boundary = boundary;
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  Multipart file(BuildFiles.Named file) throws FileNotFoundException {
    text(
        "--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n"
                .formatted(boundary, escaped(file.name()))
            + "Content-Type: application/octet-stream\r\n\r\n");
    parts.add(BodyPublishers.ofFile(file.path()));
    text("\r\n");
    return this;
  }

  BodyPublisher body() {
    text("--" + boundary + "--\r\n");
    return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
  }

  private void text(String text) {
    parts.add(BodyPublishers.ofString(text, UTF_8));
  }

  private static String escaped(String name) {
    return name.replace("%", "%25").replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }
}
