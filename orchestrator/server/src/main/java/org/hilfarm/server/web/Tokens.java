package org.hilfarm.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The farm's two secrets, made on the first start: one for racks, one for who submits. Only their
 * hashes stay in memory, and they are compared in constant time.
 */
public final class Tokens {
  private static final int BYTES = 32;

  private final byte[] rack;
  private final byte[] submit;

  private Tokens(byte[] rack, byte[] submit) {
    this.rack = rack;
    this.submit = submit;
  }

  /** The file that holds the racks' token. */
  public static Path rackFile(Path dataFolder) {
    return dataFolder.resolve("tokens").resolve("rack");
  }

  /** The file that holds the submitters' token. */
  public static Path submitFile(Path dataFolder) {
    return dataFolder.resolve("tokens").resolve("submit");
  }

  /** Reads the tokens, or makes them where there are none; only their owner may read the files. */
  public static Tokens in(Path dataFolder) {
    try {
      Files.createDirectories(
          rackFile(dataFolder).getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return new Tokens(hashOfFile(rackFile(dataFolder)), hashOfFile(submitFile(dataFolder)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the tokens in " + dataFolder, e);
    }
  }

  private static byte[] hashOfFile(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      byte[] random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      Files.writeString(file, HexFormat.of().formatHex(random) + "\n");
    } catch (FileAlreadyExistsException e) {
      // made by an earlier start
    }
    String token = Files.readString(file).strip();
    if (token.length() < 2 * BYTES) {
      throw new IOException(
          "the token in %s has fewer than %d characters: delete the file, and a new one is made"
              .formatted(file, 2 * BYTES));
    }
    return hash(token);
  }

  /** Whether this is the racks' token. */
  public boolean isRack(String token) {
    return MessageDigest.isEqual(rack, hash(token));
  }

  /** Whether this is the submitters' token. */
  public boolean isSubmit(String token) {
    return MessageDigest.isEqual(submit, hash(token));
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
