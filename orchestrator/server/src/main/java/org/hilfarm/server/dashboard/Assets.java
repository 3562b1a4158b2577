package org.hilfarm.server.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.build.Sha256;

/** The pages' static files: a fixed list, so no name leads anywhere else. Any thread may ask. */
public final class Assets {
  private static final Map<String, Asset> ALL =
      Map.of(
          "farm.css", load("farm.css", "text/css; charset=utf-8"),
          "live.js", load("live.js", "text/javascript; charset=utf-8"),
          "console.js", load("console.js", "text/javascript; charset=utf-8"),
          "heart.js", load("heart.js", "text/javascript; charset=utf-8"),
          "board.svg", load("board.svg", "image/svg+xml"));

  private Assets() {}

  /** The file of this name, as the address {@code /assets/<name>} gives it. */
  public static Optional<Asset> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** Where a page finds this file; the address changes when the file does. */
  public static String address(String name) {
    return "/assets/" + name + "?v=" + find(name).orElseThrow().version();
  }

  private static Asset load(String name, String type) {
    byte[] bytes = bytes(name);
    return new Asset(bytes, type, Sha256.of(bytes).brief());
  }

  /** What lies beside this class under that name, for a page that is made of it. */
  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the page's file " + name + " is missing from the build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page's file " + name, e);
    }
  }
}
