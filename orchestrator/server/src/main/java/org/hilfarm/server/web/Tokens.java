package org.hilfarm.server.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.Tx;

/**
 * The farm's secrets: for racks, for who submits, for who may submit a baseline, for who runs the
 * farm. Each data folder has four of its own, made on the first start; the database has the hashes
 * of all, so whoever holds one is let in by every orchestrator. Any thread may use it.
 */
public final class Tokens {
  private static final int BYTES = 32;
  private static final String RACK = "rack";
  private static final String SUBMIT = "submit";
  private static final String BASELINE = "baseline";
  private static final String OPERATOR = "operator";

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Database database;

  private Tokens(Database database) {
    this.database = database;
  }

  /** The file that holds the racks' token. */
  public static Path rackFile(Path dataFolder) {
    return folder(dataFolder).resolve(RACK);
  }

  /** The file that holds the submitters' token. */
  public static Path submitFile(Path dataFolder) {
    return folder(dataFolder).resolve(SUBMIT);
  }

  /** The file that holds the token of who may submit a baseline. */
  public static Path baselineFile(Path dataFolder) {
    return folder(dataFolder).resolve(BASELINE);
  }

  /** The file that holds the token of who runs the farm. */
  public static Path operatorFile(Path dataFolder) {
    return folder(dataFolder).resolve(OPERATOR);
  }

  private static Path folder(Path dataFolder) {
    return dataFolder.resolve("tokens");
  }

  /**
   * Reads the folder's tokens, or makes them where there are none, and lets their bearers in; only
   * their owner may read the files. A token that was made anew ends the one before it.
   */
  public static Tokens in(Path dataFolder, Database database) {
    try {
      Path folder = Files.createDirectories(folder(dataFolder), OWNER_ONLY_FOLDER);
      String keeper =
          Sha256.of(secret(folder.resolve("keeper")).getBytes(StandardCharsets.UTF_8)).value();
      for (String role : new String[] {RACK, SUBMIT, BASELINE, OPERATOR}) {
        Sha256 hash = hash(secret(folder.resolve(role)));
        database.useTransaction(tx -> allow(tx, role, keeper, hash));
      }
      return new Tokens(database);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the tokens in " + dataFolder, e);
    }
  }

  private static void allow(Tx tx, String role, String keeper, Sha256 hash) {
    if (tx.tokens().allow(role, keeper, hash)) {
      tx.audit()
          .add(Who.FARM, Deed.TOKEN_MADE, role, "of the data folder " + keeper.substring(0, 8));
    }
  }

  private static String secret(Path file) throws IOException {
    if (!Files.exists(file)) {
      make(file);
    }
    String token = Files.readString(file).strip();
    if (token.length() < 2 * BYTES) {
      throw new IOException(
          "the token in %s has fewer than %d characters: delete the file, and a new one is made"
              .formatted(file, 2 * BYTES));
    }
    return token;
  }

  /** Nobody ever reads half of one, also where two orchestrators start in one folder. */
  private static void make(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    Path aside = Files.createTempFile(file.getParent(), "token", ".new", OWNER_ONLY);
    try {
      Files.writeString(aside, HexFormat.of().formatHex(random) + "\n");
      Files.createLink(file, aside);
    } catch (FileAlreadyExistsException e) {
      // the other was faster: its token is the one
    } finally {
      Files.delete(aside);
    }
  }

  /** Whether this is a racks' token. */
  public boolean isRack(String token) {
    return roles(token).contains(RACK);
  }

  /** Whether this is a submitters' token, or one that may do more. */
  public boolean isSubmit(String token) {
    Set<String> roles = roles(token);
    return roles.contains(SUBMIT) || roles.contains(BASELINE);
  }

  /** Whether this is a token of who may submit a baseline. */
  public boolean isBaseline(String token) {
    return roles(token).contains(BASELINE);
  }

  /** Whether this is a token of who runs the farm. */
  public boolean isOperator(String token) {
    return roles(token).contains(OPERATOR);
  }

  /** Only hashes are compared: how long that takes says nothing of a secret. */
  private Set<String> roles(String token) {
    return token.length() < 2 * BYTES
        ? Set.of()
        : database.reading(tx -> tx.tokens().roles(hash(token)));
  }

  private static Sha256 hash(String token) {
    return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
  }
}
