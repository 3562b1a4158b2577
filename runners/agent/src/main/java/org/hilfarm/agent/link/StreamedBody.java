package org.hilfarm.agent.link;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * An answer's bytes written on as they come, up to a limit; no more of them is asked for than was
 * written. It leaves the stream open.
 */
final class StreamedBody implements BodySubscriber<byte[]> {
  private final int limit;
  private final OutputStream into;
  private final CompletableFuture<byte[]> end = new CompletableFuture<>();
  private @Nullable Subscription subscription;
  private int written;

  StreamedBody(int limit, OutputStream into) {
    this.limit = limit;
    this.into = into;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> items) {
    try {
      for (ByteBuffer item : items) {
        if (!end.isDone()) {
          write(item);
        }
      }
    } catch (IOException e) {
      end.completeExceptionally(e);
    }
    if (subscription != null) {
      if (end.isDone()) {
        subscription.cancel();
      } else {
        subscription.request(1);
      }
    }
  }

  private void write(ByteBuffer item) throws IOException {
    if (item.remaining() > limit - written) {
      throw new IOException("the answer is longer than " + limit + " bytes");
    }
    byte[] chunk = new byte[item.remaining()];
    item.get(chunk);
    into.write(chunk);
    written += chunk.length;
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
