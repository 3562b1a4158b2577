package org.hilfarm.server.github.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that GitHub signs webhooks with: one, or two while one takes the place of the other.
 * Never printed. Any thread may use it.
 */
public final class HookSecrets {
  private static final String ALGORITHM = "HmacSHA256"; // GitHub's X-Hub-Signature-256
  private static final Pattern HEADER = Pattern.compile("sha256=([0-9a-f]{64})");
  private static final int LONGEST = 1000;
  private static final int SHORTEST = 16;
  private static final int MOST = 2;

  private final List<SecretKeySpec> keys;

  private HookSecrets(List<SecretKeySpec> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Reads one secret from the only line of each file; throws where one is none. */
  public static HookSecrets read(List<Path> files) {
    if (files.isEmpty() || files.size() > MOST) {
      throw new IllegalArgumentException(
          "--github-secret: say one file, or two while a secret is changed, not " + files.size());
    }
    List<SecretKeySpec> keys = new ArrayList<>();
    for (Path file : files) {
      keys.add(new SecretKeySpec(secret(file), ALGORITHM));
    }
    return new HookSecrets(keys);
  }

  private static byte[] secret(Path file) {
    byte[] read;
    try (var in = Files.newInputStream(file)) {
      read = in.readNBytes(LONGEST + 1);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--github-secret: %s cannot be read: %s".formatted(file, e.getClass().getSimpleName()),
          e);
    }
    String text = new String(read, UTF_8).strip();
    if (text.length() < SHORTEST || read.length > LONGEST || text.lines().count() != 1) {
      throw new IllegalArgumentException(
          "--github-secret: %s must hold one line of %d to %d characters; openssl rand -hex 32 makes one"
              .formatted(file, SHORTEST, LONGEST));
    }
    return text.getBytes(UTF_8);
  }

  /** Whether one of them signed the body, in a time that does not say which, nor how nearly. */
  public boolean signed(String header, byte[] body) {
    var matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      return false;
    }
    byte[] said = HexFormat.of().parseHex(matcher.group(1));
    boolean any = false;
    for (SecretKeySpec key : keys) {
      any |= MessageDigest.isEqual(said, sign(key, body));
    }
    return any;
  }

  private static byte[] sign(SecretKeySpec key, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return keys.size() + " webhook secrets";
  }
}
