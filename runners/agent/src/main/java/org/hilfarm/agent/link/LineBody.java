package org.hilfarm.agent.link;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An answer read line by line as it comes, until it ends or the reader has seen enough. */
final class LineBody implements BodySubscriber<byte[]> {
  private final int longest;
  private final Predicate<String> more;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> end = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  /** Lines longer than this end the stream as a failure. */
  LineBody(int longest, Predicate<String> more) {
    this.longest = longest;
    this.more = more;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> items) {
    for (ByteBuffer item : items) {
      while (item.hasRemaining() && !end.isDone()) {
        take(item.get());
      }
    }
  }

  private void take(byte b) {
    if (b != '\n') {
      line.write(b);
      if (line.size() > longest) {
        stop(new IOException("a line is longer than " + longest + " bytes"));
      }
      return;
    }
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    try {
      if (!more.test(text)) {
        stop(null);
      }
    } catch (RuntimeException e) {
      stop(e);
    }
  }

  private void stop(@Nullable Exception failure) {
    if (failure == null) {
      end.complete(new byte[0]);
    } else {
      end.completeExceptionally(failure);
    }
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    end.complete(new byte[0]);
  }
}
