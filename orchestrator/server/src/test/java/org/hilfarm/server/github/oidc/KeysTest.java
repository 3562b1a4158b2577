package org.hilfarm.server.github.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.hilfarm.server.fixture.FakeWeb;
import org.hilfarm.server.fixture.Issuer;
import org.hilfarm.server.source.Web;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the issuer is asked for its keys, by a clock of the test's own. */
class KeysTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may run over
  private final Issuer issuer = new Issuer();
  private final Web web = new Web();
  private final Keys keys =
      new Keys(web, URI.create(issuer.web().url() + "/.well-known/jwks"), nanos::get);

  KeysTest() throws Exception {}

  @AfterEach
  void close() {
    web.close();
    issuer.close();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void a_new_key_is_found_once_the_floor_has_passed() throws Exception {
    assertThat(keys.find("one")).isInstanceOf(Keys.Found.Key.class);
    RSAKey second = new RSAKeyGenerator(2048).keyID("two").generate();
    issuer.shows(issuer.key(), second);
    assertThat(keys.find("two")).isInstanceOf(Keys.Found.Unknown.class);
    pass(Keys.FLOOR);
    assertThat(keys.find("two")).isInstanceOf(Keys.Found.Key.class);
    assertThat(issuer.web().asked()).hasSize(2);
  }

  @Test
  void a_key_that_was_withdrawn_ends_within_the_hour() throws Exception {
    keys.find("one");
    issuer.shows(new RSAKeyGenerator(2048).keyID("two").generate());
    assertThat(keys.find("one")).isInstanceOf(Keys.Found.Key.class);
    pass(Keys.FRESH);
    assertThat(keys.find("one")).isInstanceOf(Keys.Found.Unknown.class);
  }

  @Test
  void while_the_issuer_is_away_the_keys_of_the_last_day_still_count() throws Exception {
    keys.find("one");
    issuer.web().says("/.well-known/jwks", new FakeWeb.Answer(500, Map.of(), "oops"));
    pass(Keys.FRESH);
    assertThat(keys.find("one")).isInstanceOf(Keys.Found.Key.class);
    pass(Keys.KEPT);
    assertThat(keys.find("one"))
        .isInstanceOfSatisfying(
            Keys.Found.Away.class, away -> assertThat(away.why()).contains("answered 500"));
  }

  @Test
  void weak_nameless_and_foreign_keys_are_none_and_what_is_no_set_is_told() throws Exception {
    RSAKey forEncryption =
        new RSAKeyGenerator(2048).keyID("enc").keyUse(KeyUse.ENCRYPTION).generate();
    RSAKey nameless = new RSAKeyGenerator(2048).generate();
    RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
    issuer.shows(forEncryption, nameless, weak);
    assertThat(keys.find("enc")).isInstanceOf(Keys.Found.Unknown.class);
    assertThat(keys.find("weak")).isInstanceOf(Keys.Found.Unknown.class);
    Keys others = new Keys(web, URI.create(issuer.web().url() + "/page"), nanos::get);
    issuer.web().says("/page", new FakeWeb.Answer(200, Map.of(), "<html>"));
    assertThat(others.find("one"))
        .isInstanceOfSatisfying(
            Keys.Found.Away.class, away -> assertThat(away.why()).contains("no set of keys"));
  }
}
