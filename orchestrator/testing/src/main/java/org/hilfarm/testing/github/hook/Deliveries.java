package org.hilfarm.testing.github.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hilfarm.testing.github.net.Watcher;
import org.hilfarm.testing.github.rest.DeliveryLog;
import org.hilfarm.testing.github.world.App;
import org.hilfarm.testing.github.world.World;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends webhooks, one after the other, and writes down what became of them. As GitHub does, it
 * waits ten seconds for an answer and never sends again by itself. Any thread may use it.
 */
public final class Deliveries implements DeliveryLog, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_KEPT = 1000;

  private final App app;
  private final String secret;
  private final World world;
  private final Watcher watcher;
  private final List<Delivery> log = new CopyOnWriteArrayList<>();
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("fake-github-hooks").factory());
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private volatile @Nullable URI target;

  public Deliveries(App app, String secret, World world, Watcher watcher) {
    this.app = app;
    this.secret = secret;
    this.world = world;
    this.watcher = watcher;
  }

  /** Where webhooks go from now on. Without a target none are made. */
  public void target(URI address) {
    target = address;
  }

  /** Sends one in its turn; what came of it, where there is a target at all. */
  public Future<Optional<Delivery>> send(Delivery.Message message) {
    watcher.sends(message.event(), message.payload());
    return sender.submit(() -> deliver(message, UUID.randomUUID().toString(), false));
  }

  private Optional<Delivery> deliver(Delivery.Message message, String guid, boolean again)
      throws InterruptedException {
    URI to = target;
    if (to == null) {
      return Optional.empty();
    }
    int status = 0;
    String said;
    try {
      HttpResponse<String> answer =
          client.send(request(to, message, guid), HttpResponse.BodyHandlers.ofString());
      status = answer.statusCode();
      said = answer.body();
    } catch (IOException e) {
      said = e.toString();
    }
    Delivery made = new Delivery(world.id(), guid, message, again, status, said, world.now());
    if (log.size() >= MOST_KEPT) {
      Delivery forgotten = log.removeFirst();
      LOG.debug("forgotten: {}", forgotten.guid());
    }
    log.add(made);
    return Optional.of(made);
  }

  private HttpRequest request(URI to, Delivery.Message message, String guid) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(message.payload()));
    headers(message, guid).forEach(request::header);
    return request.build();
  }

  private Map<String, String> headers(Delivery.Message message, String guid) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "*/*");
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "GitHub-Hookshot/fake");
    headers.put("X-GitHub-Delivery", guid);
    headers.put("X-GitHub-Event", message.event());
    headers.put("X-GitHub-Hook-ID", Long.toString(app.hook()));
    headers.put("X-GitHub-Hook-Installation-Target-ID", Long.toString(app.id()));
    headers.put("X-GitHub-Hook-Installation-Target-Type", "integration");
    headers.put("X-Hub-Signature-256", Signature.of(secret, message.payload().getBytes(UTF_8)));
    return headers;
  }

  /** Waits until everything is sent that was to be sent before. */
  public void settle() throws InterruptedException {
    try {
      sender.submit(() -> {}).get(10 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("webhooks are not sent within a hundred seconds", e);
    }
  }

  /** The last thousand attempts, the oldest first. */
  public List<Delivery> attempts() {
    return List.copyOf(log);
  }

  @Override
  public List<Map<String, @Nullable Object>> listed() {
    List<Map<String, @Nullable Object>> shown = new ArrayList<>();
    List.copyOf(log).reversed().forEach(d -> shown.add(d.listed(app.installation())));
    return shown;
  }

  @Override
  public Optional<Map<String, @Nullable Object>> shown(long id) {
    return found(id).map(this::shown);
  }

  private Map<String, @Nullable Object> shown(Delivery delivery) {
    Map<String, @Nullable Object> shown = delivery.listed(app.installation());
    Map<String, @Nullable Object> request = new LinkedHashMap<>();
    Map<String, String> headers = headers(delivery.message(), delivery.guid());
    headers.remove("X-Hub-Signature-256");
    request.put("headers", headers);
    request.put("payload", payload(delivery));
    Map<String, @Nullable Object> response = new LinkedHashMap<>();
    response.put("headers", Map.of());
    response.put("payload", delivery.said());
    shown.put("request", request);
    shown.put("response", response);
    return shown;
  }

  private static @Nullable Object payload(Delivery delivery) {
    try {
      return Json.read(delivery.message().payload(), Object.class);
    } catch (IOException e) {
      throw new IllegalStateException("what was sent was written by ourselves", e);
    }
  }

  @Override
  public boolean again(long id) {
    Optional<Delivery> known = found(id);
    known.ifPresent(d -> queue(d));
    return known.isPresent();
  }

  private void queue(Delivery delivery) {
    try {
      Future<?> unused = sender.submit(() -> deliver(delivery.message(), delivery.guid(), true));
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("GitHub is being stopped", e);
    }
  }

  private Optional<Delivery> found(long id) {
    return log.stream().filter(d -> d.id() == id).findFirst();
  }

  /** Breaks off what is being sent. */
  @Override
  public void close() {
    sender.shutdownNow();
    client.shutdownNow();
    sender.close();
    client.close();
  }
}
