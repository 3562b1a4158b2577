package org.hilfarm.server.source;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes a body to a stream, and breaks off where it is longer than it may be. */
public final class BoundedBody implements BodySubscriber<Long> {
  private final OutputStream into;
  private final long most;
  private final CompletableFuture<Long> done = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private long bytes;

  /** Takes at most so many bytes. */
  public BoundedBody(OutputStream into, long most) {
    this.into = into;
    this.most = most;
  }

  @Override
  public CompletionStage<Long> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    try {
      for (ByteBuffer buffer : buffers) {
        bytes += buffer.remaining();
        if (bytes > most) {
          throw new TooLongException("the answer has more than %d bytes".formatted(most));
        }
        byte[] part = new byte[buffer.remaining()];
        buffer.get(part);
        into.write(part);
      }
    } catch (IOException e) {
      if (subscription != null) {
        subscription.cancel();
      }
      done.completeExceptionally(e);
    }
  }

  @Override
  public void onError(Throwable failure) {
    done.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    done.complete(bytes);
  }

  /** More came than was said, or than is taken. */
  public static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException(String message) {
      super(message);
    }
  }
}
