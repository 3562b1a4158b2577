package org.hilfarm.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.report.Attachment;

/** Collects the bytes that belong to a report, each under its digest. */
final class Attachments {
  private final List<Attachment> list = new ArrayList<>();
  private final Map<Sha256, byte[]> bytes = new LinkedHashMap<>();

  void text(String name, String text) {
    add(name, "text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  void add(String name, String mediaType, byte[] content) {
    Sha256 digest = Sha256.of(content);
    list.add(new Attachment(name, mediaType, digest, content.length));
    bytes.put(digest, content);
  }

  List<Attachment> list() {
    return List.copyOf(list);
  }

  Map<Sha256, byte[]> bytes() {
    return Map.copyOf(bytes);
  }
}
