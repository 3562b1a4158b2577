package org.hilfarm.farm.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.Call;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.wire.runapi.TokenMade;
import org.hilfarm.wire.runapi.TokenView;
import org.hilfarm.wire.runapi.TokenWish;

/** Makes, lists and ends API tokens. Any thread may use it. */
public final class TokensClient {
  private static final String TOKENS = "/api/v1/tokens";

  private final HttpLink http;

  public TokensClient(HttpLink http) {
    this.http = http;
  }

  /** All tokens, the newest first. */
  public List<TokenView> tokens()
      throws UnreachableException, RefusedException, InterruptedException {
    return List.of(ok(Call.get(TOKENS)).as(TokenView[].class));
  }

  /** Makes one. */
  public TokenMade make(TokenWish wish)
      throws UnreachableException, RefusedException, InterruptedException {
    return ok(Call.post(TOKENS, wish)).as(TokenMade.class);
  }

  /** Ends one. */
  public void revoke(String id)
      throws UnreachableException, RefusedException, InterruptedException {
    ok(Call.post(TOKENS + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/revoke", ""));
  }

  private Answer.Ok ok(Call call)
      throws UnreachableException, RefusedException, InterruptedException {
    return switch (http.exchange(call)) {
      case Answer.Ok ok -> ok;
      case Answer.Refusal refusal ->
          throw new RefusedException(call.method() + " " + http.base() + call.path(), refusal);
    };
  }
}
