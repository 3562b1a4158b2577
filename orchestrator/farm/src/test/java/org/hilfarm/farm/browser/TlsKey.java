package org.hilfarm.farm.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.hilfarm.process.Child;
import org.hilfarm.process.Command;
import org.hilfarm.process.Ending;
import org.hilfarm.time.Deadline;

/**
 * A key and a certificate that nobody but one Chromium trusts: it is told the key's digest, and
 * checks all else as ever. Java's own keytool makes them.
 */
record TlsKey(SSLContext context, String digest) {
  private static final String NAME = "farm";
  private static final String PASSWORD = "for-one-test";

  /** Makes both in this folder. */
  static TlsKey in(Path folder) throws Exception {
    Path file = folder.resolve("farm.p12");
    Command make =
        Command.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool"),
            "-genkeypair",
            "-alias",
            NAME,
            "-keyalg",
            "EC",
            "-dname",
            "CN=a farm in a test",
            "-ext",
            "SAN=ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    Ending ending = Child.run("keytool", make, line -> {}, Deadline.after(Duration.ofMinutes(1)));
    if (!(ending instanceof Ending.Exited exited && exited.value() == 0)) {
      throw new IOException("keytool made no key: " + ending);
    }
    return of(file);
  }

  private static TlsKey of(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    byte[] key = store.getCertificate(NAME).getPublicKey().getEncoded();
    return new TlsKey(
        context,
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key)));
  }

  /** What a Chromium is started with that trusts it. */
  List<String> trusted() {
    return List.of("--ignore-certificate-errors-spki-list=" + digest);
  }
}
