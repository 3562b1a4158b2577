package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.server.fixture.Browser;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.AuditView;
import org.hilfarm.wire.runapi.TokenMade;
import org.hilfarm.wire.runapi.TokenWish;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People who sign in from a browser, over real HTTP. */
@ExtendWith(TestPostgres.Shared.class)
class SignInTest {
  private static final String ANNA = "203.0.113.7";
  private static final String BERT = "203.0.113.8";

  private final Path folder;
  private final String database;
  private final Orchestrator farm;
  private final Http operator;
  private final Browser anna;

  SignInTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    this.folder = folder;
    database = postgres.fresh();
    farm = Orchestrator.start(Farms.withPages(folder, database));
    operator = Http.operator(farm);
    anna = Browser.elsewhere(farm, ANNA);
  }

  @AfterEach
  void close() {
    anna.close();
    operator.close();
    farm.close();
  }

  private void sql(String text) throws Exception {
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private List<String> audit() throws Exception {
    return Arrays.stream(operator.get("/api/v1/audit", AuditView[].class))
        .filter(a -> a.deed().startsWith("person."))
        .map(a -> "%s %s %s %s".formatted(a.actor(), a.address(), a.deed(), a.subject()))
        .toList();
  }

  private TokenMade made(String... scopes) throws Exception {
    TokenWish wish = new TokenWish("a laptop", List.of(scopes), 30);
    return Json.read(operator.post("/api/v1/tokens", wish).body(), TokenMade.class);
  }

  @Test
  void a_page_leads_a_stranger_to_the_sign_in_and_from_there_back_to_the_page() throws Exception {
    HttpResponse<String> asked = anna.get("/history?days=7&type=a%20b");
    assertThat(asked.statusCode()).isEqualTo(303);
    String address = header(asked, "Location");
    assertThat(address).isEqualTo("/sign-in?next=%2Fhistory%3Fdays%3D7%26type%3Da%2520b");
    assertThat(anna.get(address).body())
        .contains("name=\"next\" value=\"/history?days=7&amp;type=a%20b\"");

    HttpResponse<String> in =
        anna.post(
            "/sign-in", Map.of("token", token(farm.submitTokenFile()), "next", "/history?days=7"));

    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(header(in, "Location")).isEqualTo("/history?days=7");
    assertThat(header(in, "Set-Cookie"))
        .matches("__Host-farm=[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Lax");
    for (String page : List.of("/", "/history", "/api/v1/runs", "/metrics")) {
      assertThat(anna.get(page).statusCode()).as(page).isEqualTo(200);
    }
  }

  private static String token(Path file) throws Exception {
    return Files.readString(file).strip();
  }

  @Test
  void what_is_no_page_is_refused_without_a_way() throws Exception {
    for (String path : List.of("/api/v1/runs", "/api/v1/runs/r1/events", "/api/v1/audit")) {
      assertThat(anna.get(path).statusCode()).as(path).isEqualTo(401);
    }
    anna.says("Accept", "image/svg+xml,image/*");
    for (String path : List.of("/runs/r1/pictures/x", "/reports/r1/", "/runs/r1/B/a/b", "/")) {
      assertThat(anna.get(path).statusCode()).as(path).isEqualTo(401);
    }
  }

  @Test
  void through_a_proxy_nobody_is_at_the_farms_machine() throws Exception {
    try (Browser here = Browser.atMachine(farm)) {
      assertThat(here.get("/").statusCode()).isEqualTo(200);
      for (String proxy : List.of("Via", "Forwarded", "X-Real-IP", "X-Forwarded-Host")) {
        assertThat(here.says(proxy, "x").get("/").statusCode()).as(proxy).isEqualTo(303);
        here.says(proxy, "");
      }
    }
  }

  @Test
  void a_token_is_taken_over_tls_only() throws Exception {
    anna.says("X-Forwarded-Proto", "http");
    HttpResponse<String> page = anna.get("/sign-in");
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body())
        .contains("This page came to you without TLS", "What to do", "ssh -L")
        .doesNotContain("name=\"token\"");

    HttpResponse<String> in = anna.signIn(farm.submitTokenFile());

    assertThat(in.statusCode()).isEqualTo(403);
    assertThat(in.body()).contains("nobody signs in without TLS");
    assertThat(header(in, "Set-Cookie")).isEmpty();
    assertThat(audit()).isEmpty();
  }

  @Test
  void each_token_is_worth_its_role() throws Exception {
    String viewer = made("runs:read").token();
    String whole = made("runs:read", "runs:submit", "runs:cancel", "boards:admin").token();
    for (var worth :
        Map.of(
                viewer,
                "<b>viewer</b>",
                whole,
                "<b>operator</b>",
                token(farm.submitTokenFile()),
                "<b>operator</b>",
                token(farm.baselineTokenFile()),
                "<b>operator</b>",
                token(farm.operatorTokenFile()),
                "<b>admin</b>")
            .entrySet()) {
      assertThat(anna.signIn(worth.getKey()).statusCode()).isEqualTo(303);
      assertThat(anna.get("/sign-in").body()).contains(worth.getValue(), "Anna, ");
    }
    anna.keeps("");
    for (var nothing :
        Map.of(
                token(farm.rackTokenFile()),
                "this is no token that signs a person in",
                made("runs:submit").token(),
                "it has no scope runs:read",
                "x",
                "this is no token that signs a person in",
                "x".repeat(201),
                "a token has 1 to 200 characters, and this has 201")
            .entrySet()) {
      HttpResponse<String> refused = anna.signIn(nothing.getKey());
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains(nothing.getValue()).doesNotContain("xxxx");
      assertThat(header(refused, "Set-Cookie")).isEmpty();
    }
  }

  @Test
  void nobody_is_led_away_from_the_farm() throws Exception {
    String token = token(farm.submitTokenFile());
    for (String away :
        List.of(
            "https://evil.example/",
            "//evil.example/",
            "/\\evil.example/",
            "/\t/evil.example/",
            "javascript:alert(1)",
            "evil.example",
            "/sign-in?next=/",
            "/" + "x".repeat(1000))) {
      HttpResponse<String> in = anna.post("/sign-in", Map.of("token", token, "next", away));
      assertThat(header(in, "Location")).as(away).isEqualTo("/");
    }
  }

  @Test
  void a_sign_in_is_made_anew_and_the_one_before_is_over() throws Exception {
    String planted = "A".repeat(43);
    anna.keeps(planted).signIn(farm.submitTokenFile());
    String first = anna.cookie();
    assertThat(first).isNotEqualTo(planted);
    anna.signIn(farm.submitTokenFile());
    assertThat(anna.cookie()).isNotEqualTo(first);
    assertThat(anna.get("/").statusCode()).isEqualTo(200);
    assertThat(anna.keeps(first).get("/").statusCode()).isEqualTo(303);
    assertThat(anna.keeps(planted).get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void a_sign_in_that_is_over_leads_to_the_sign_in() throws Exception {
    for (String over :
        List.of(
            "update sign_in set seen = clock_timestamp() - interval '12 h 1 s'",
            "update sign_in set ends = clock_timestamp()")) {
      anna.signIn(farm.submitTokenFile());
      assertThat(anna.get("/").statusCode()).isEqualTo(200);
      String csrf = Browser.csrf(anna.get("/sign-in")).orElseThrow();
      sql(over);
      assertThat(anna.get("/").statusCode()).as(over).isEqualTo(303);
      HttpResponse<String> act = anna.post("/sign-in/leave", Map.of("csrf", csrf));
      assertThat(act.statusCode()).isEqualTo(401);
      assertThat(act.body()).contains("nothing was done: this needs a sign-in");
    }
    anna.signIn(farm.submitTokenFile());
    assertThat(rows("select * from sign_in")).as("what is over is deleted").isEqualTo(1);
  }

  private int rows(String query) throws Exception {
    try (var connection = DriverManager.getConnection(database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from (" + query + ") all_of_them")) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }

  @Test
  void a_token_that_is_taken_back_takes_its_sign_ins_along() throws Exception {
    TokenMade token = made("runs:read");
    anna.signIn(token.token());
    assertThat(anna.get("/").statusCode()).isEqualTo(200);
    operator.post("/api/v1/tokens/t1/revoke", "");
    assertThat(anna.get("/").statusCode()).isEqualTo(303);
  }

  @Test
  void a_sign_in_is_good_at_every_orchestrator_of_the_farm() throws Exception {
    anna.signIn(farm.submitTokenFile());
    Path second = Files.createDirectory(folder.resolve("second"));
    try (Orchestrator other = Orchestrator.start(Farms.withPages(second, database));
        Browser there = Browser.elsewhere(other, ANNA)) {
      assertThat(there.keeps(anna.cookie()).get("/").statusCode()).isEqualTo(200);
      String csrf = Browser.csrf(anna.get("/sign-in")).orElseThrow();
      assertThat(there.post("/sign-in/leave", Map.of("csrf", csrf)).statusCode()).isEqualTo(303);
      assertThat(anna.get("/").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void who_leaves_is_gone_and_the_audit_log_tells_of_all() throws Exception {
    anna.signIn("wrong");
    anna.signIn(farm.submitTokenFile());
    HttpResponse<String> out = anna.press("/sign-in", "/sign-in/leave");
    assertThat(out.statusCode()).isEqualTo(303);
    assertThat(header(out, "Set-Cookie")).startsWith("__Host-farm=; ").endsWith("; Max-Age=0");
    assertThat(anna.get("/").statusCode()).isEqualTo(303);
    assertThat(audit())
        .containsExactly(
            "Anna, submitter (s1) " + ANNA + " person.signed.out s1",
            "Anna, submitter (s1) " + ANNA + " person.signed.in s1",
            "somebody " + ANNA + " person.refused sign-in");
  }

  @Test
  void an_administrator_sees_who_is_signed_in_and_ends_it() throws Exception {
    try (Browser bert = Browser.elsewhere(farm, BERT)) {
      bert.signIn(farm.submitTokenFile());
      assertThat(bert.get("/sign-in").body()).doesNotContain("Who is signed in");
      assertThat(bert.press("/sign-in", "/sign-in/s1/end").statusCode()).isEqualTo(403);
      anna.signIn(farm.operatorTokenFile());
      assertThat(anna.get("/sign-in").body()).contains("Who is signed in", "s1", BERT);
      assertThat(anna.press("/sign-in", "/sign-in/s1/end").statusCode()).isEqualTo(303);
      assertThat(bert.get("/").statusCode()).isEqualTo(303);
      assertThat(anna.press("/sign-in", "/sign-in/s1/end").statusCode()).isEqualTo(404);
    }
    assertThat(audit()).contains("Anna, operator (s2) " + ANNA + " person.signed.out s1");
  }

  @Test
  void who_is_refused_ten_times_waits_and_others_do_not() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(anna.signIn("wrong").statusCode()).isEqualTo(401);
    }
    HttpResponse<String> right = anna.signIn(farm.submitTokenFile());
    assertThat(right.statusCode()).isEqualTo(429);
    assertThat(header(right, "Retry-After")).isEqualTo("600");
    assertThat(right.body()).contains("this one was not looked at; try again in 10 min");
    try (Browser bert = Browser.elsewhere(farm, BERT)) {
      assertThat(bert.signIn(farm.submitTokenFile()).statusCode()).isEqualTo(303);
    }
    sql("update sign_in_try set at = at - interval '11 min'");
    assertThat(anna.signIn(farm.submitTokenFile()).statusCode()).isEqualTo(303);
    assertThat(rows("select * from sign_in_try")).isZero();
    assertThat(audit().stream().filter(a -> a.contains("person.refused"))).hasSize(10);
  }

  @Test
  void all_strangers_together_fill_no_log() throws Exception {
    sql("insert into sign_in_try (address) select 'somebody ' || i from generate_series(1, 300) i");
    assertThat(anna.signIn("wrong").statusCode()).isEqualTo(429);
    assertThat(audit()).isEmpty();
  }

  @Test
  void addresses_of_one_network_are_one_place() throws Exception {
    for (int i = 0; i < 10; i++) {
      anna.says("X-Forwarded-For", "2001:db8:1:2::" + i).signIn("wrong");
    }
    assertThat(anna.says("X-Forwarded-For", "2001:db8:1:2:f::1").signIn("wrong").statusCode())
        .isEqualTo(429);
    assertThat(anna.says("X-Forwarded-For", "2001:db8:1:3::1").signIn("wrong").statusCode())
        .isEqualTo(401);
  }

  @Test
  void another_sites_page_signs_nobody_in() throws Exception {
    anna.says("Sec-Fetch-Site", "cross-site");
    assertThat(anna.signIn(farm.submitTokenFile()).statusCode()).isEqualTo(403);
    anna.says("Sec-Fetch-Site", "").says("Origin", "https://evil.example");
    assertThat(anna.signIn(farm.submitTokenFile()).statusCode()).isEqualTo(403);
    anna.says("Origin", farm.url().replace("http:", "https:"));
    assertThat(anna.signIn(farm.submitTokenFile()).statusCode()).isEqualTo(303);
  }

  @Test
  void the_database_knows_no_secret_of_a_sign_in() throws Exception {
    anna.signIn(farm.submitTokenFile());
    String csrf = Browser.csrf(anna.get("/sign-in")).orElseThrow();
    for (String secret : List.of(anna.cookie(), csrf, token(farm.submitTokenFile()))) {
      assertThat(rows("select * from sign_in s where s::text like '%" + secret + "%'")).isZero();
    }
  }

  @Test
  void on_the_farms_machine_nobody_has_to_sign_in_and_may() throws Exception {
    try (Browser here = Browser.atMachine(farm)) {
      assertThat(here.get("/sign-in").body())
          .contains("somebody at the farm's machine", "no sign-in is needed", "<b>operator</b>");
      assertThat(here.signIn(farm.operatorTokenFile()).statusCode()).isEqualTo(303);
      assertThat(here.get("/sign-in").body()).contains("Anna, operator (s1)", "<b>admin</b>");
      assertThat(here.press("/sign-in", "/sign-in/leave").statusCode()).isEqualTo(303);
      assertThat(Browser.csrf(here.keeps("").get("/sign-in"))).isEqualTo(Optional.empty());
    }
  }
}
