package org.hilfarm.agent.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hilfarm.agent.Samples;
import org.hilfarm.agent.ScriptedOrchestrator;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RackLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.model.build.Image;
import org.hilfarm.model.build.Sha256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ImageCacheTest {
  private final Path folder;
  private final ScriptedOrchestrator orchestrator = new ScriptedOrchestrator(0);
  private final HttpLink http =
      new HttpLink(
          orchestrator.url(), Optional.of(new BearerToken(ScriptedOrchestrator.TOKEN)), "test");
  private final ImageCache cache;

  ImageCacheTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    cache = new ImageCache(folder, new RackLink(http), 2, InstantSource.system());
  }

  @AfterEach
  void close() {
    http.close();
    orchestrator.close();
  }

  @Test
  void an_image_is_fetched_once() throws Exception {
    Image image = image("one");
    cache.hold(image).close();
    orchestrator.artifacts.clear();
    try (HeldImage again = cache.hold(image)) {
      assertThat(again.file()).hasContent("one");
    }
  }

  @Test
  void a_copy_that_rotted_on_the_disk_is_fetched_anew() throws Exception {
    Image image = image("one");
    cache.hold(image).close();
    Files.writeString(folder.resolve(image.digest().value()), "two");
    try (HeldImage again = cache.hold(image)) {
      assertThat(again.file()).hasContent("one");
    }
  }

  @Test
  void the_longest_unused_goes_first_but_never_one_in_use() throws Exception {
    Image held = image("held");
    try (HeldImage file = cache.hold(held)) {
      cache.hold(image("b")).close();
      cache.hold(image("c")).close();
      cache.hold(image("d")).close();
      assertThat(file.file()).exists();
      assertThat(folder.toFile().list()).hasSize(2);
    }
  }

  @Test
  void an_image_the_orchestrator_does_not_have_is_an_error_that_names_it() {
    Image image = image("gone");
    orchestrator.artifacts.clear();
    assertThatThrownBy(() -> cache.hold(image))
        .isInstanceOf(RefusedException.class)
        .hasMessageEndingWith("refused with 404: no artifact " + image.digest().brief());
  }

  @Test
  void what_is_not_the_image_is_refused_and_leaves_nothing_on_the_disk() {
    Image image = image("right");
    orchestrator.artifacts.put(image.digest(), "wrong".getBytes(UTF_8));
    assertThatThrownBy(() -> cache.hold(image))
        .hasMessage(
            "the orchestrator sent 5 bytes with the digest %s instead of the image %s",
            Sha256.of("wrong".getBytes(UTF_8)).brief(), image.digest().brief());
    orchestrator.artifacts.put(image.digest(), "much too long".getBytes(UTF_8));
    assertThatThrownBy(() -> cache.hold(image))
        .hasMessageEndingWith("the answer is longer than 5 bytes");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void an_image_does_not_wait_for_another_ones_fetch_but_for_its_own() throws Exception {
    Image slow = image("slow");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    List<String> fetched = new CopyOnWriteArrayList<>();
    orchestrator.twist =
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          fetched.add(path);
          if (path.endsWith(slow.digest().value())) {
            asked.countDown();
            await(answer);
          }
          return false;
        };
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      Future<HeldImage> first = two.submit(() -> cache.hold(slow));
      asked.await();
      Future<HeldImage> second = two.submit(() -> cache.hold(slow));
      cache.hold(image("quick")).close();
      assertThat(first).isNotDone();
      assertThat(second).isNotDone();
      answer.countDown();
      first.get().close();
      second.get().close();
    }
    assertThat(fetched).hasSize(2);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException(e.getMessage());
    }
  }

  private Image image(String content) {
    byte[] bytes = content.getBytes(UTF_8);
    Sha256 digest = Sha256.of(bytes);
    orchestrator.artifacts.put(digest, bytes);
    Image sample = Samples.image();
    return new Image(
        sample.boardType(), sample.format(), "x.uf2", digest, bytes.length, sample.banner());
  }
}
