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
 * The farm's four secrets, made on the first start: one for racks, one for who submits, one for who
 * may submit a baseline, one for who gives orders about boards. Only their hashes stay in memory,
 * and they are compared in constant time.
 */
public final class Tokens {
  private static final int BYTES = 32;

  private final byte[] rack;
  private final byte[] submit;
  private final byte[] baseline;
  private final byte[] operator;

  private Tokens(byte[] rack, byte[] submit, byte[] baseline, byte[] operator) {
    this.rack = rack;
    this.submit = submit;
    this.baseline = baseline;
    this.operator = operator;
  }

  /** The file that holds the racks' token. */
  public static Path rackFile(Path dataFolder) {
    return dataFolder.resolve("tokens").resolve("rack");
  }

  /** The file that holds the submitters' token. */
  public static Path submitFile(Path dataFolder) {
    return dataFolder.resolve("tokens").resolve("submit");
  }

  /** The file that holds the token of who may submit a baseline. */
  public static Path baselineFile(Path dataFolder) {
    return dataFolder.resolve("tokens").resolve("baseline");
  }

  /** The file that holds the token of who gives orders about boards. */
  public static Path operatorFile(Path dataFolder) {
    return dataFolder.resolve("tokens").resolve("operator");
  }

  /** Reads the tokens, or makes them where there are none; only their owner may read the files. */
  public static Tokens in(Path dataFolder) {
    try {
      Files.createDirectories(
          rackFile(dataFolder).getParent(),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return new Tokens(
          hashOfFile(rackFile(dataFolder)),
          hashOfFile(submitFile(dataFolder)),
          hashOfFile(baselineFile(dataFolder)),
          hashOfFile(operatorFile(dataFolder)));
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

  /** Whether this is the submitters' token, or the one that may do more. */
  public boolean isSubmit(String token) {
    return MessageDigest.isEqual(submit, hash(token)) || isBaseline(token);
  }

  /** Whether this is the token of who may submit a baseline. */
  public boolean isBaseline(String token) {
    return MessageDigest.isEqual(baseline, hash(token));
  }

  /** Whether this is the token of who gives orders about boards. */
  public boolean isOperator(String token) {
    return MessageDigest.isEqual(operator, hash(token));
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
