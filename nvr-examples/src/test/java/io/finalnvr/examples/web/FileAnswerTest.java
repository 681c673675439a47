package io.finalnvr.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.MediaException;
import io.finalnvr.TimeRange;
import io.finalnvr.VirtualFile;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of an answer when its footage can't be read. */
class FileAnswerTest {

  private static final int LENGTH = 10_000_000;

  /** From where on nothing can be read. */
  private volatile int readable;

  private final Javalin server =
      Javalin.create(
              config -> {
                config.startup.showJavalinBanner = false;
                config.jetty.host = "127.0.0.1";
                config.jetty.port = 0;
                config.routes.get("/file", request -> FileAnswer.send(request, new Failing()));
                config.routes.exception(
                    MediaException.class, (e, request) -> request.status(503).result("no footage"));
              })
          .start();

  @AfterEach
  void close() {
    server.stop();
  }

  @Test
  void failureInTheMiddle_cutsTheConnection_andNoWordsGetIntoTheFile() {
    readable = LENGTH / 2;

    assertThatThrownBy(this::get).isInstanceOf(IOException.class);
  }

  @Test
  void failureBeforeTheFirstByte_isToldInWords() throws Exception {
    readable = 0;

    HttpResponse<byte[]> answer = get();

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("no footage");
  }

  @Test
  void wholeFile_isSent() throws Exception {
    readable = LENGTH;

    assertThat(get().body()).hasSize(LENGTH);
  }

  private HttpResponse<byte[]> get() throws Exception {
    URI uri = URI.create("http://127.0.0.1:%d/file".formatted(server.port()));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
  }

  private final class Failing implements VirtualFile {
    @Override
    public long length() {
      return LENGTH;
    }

    @Override
    public String mimeType() {
      return "video/mp4";
    }

    @Override
    public String etag() {
      return "\"1\"";
    }

    @Override
    public TimeRange range() {
      return new TimeRange(Instant.EPOCH, Instant.EPOCH.plusSeconds(1));
    }

    @Override
    public int read(long offset, ByteBuffer into) {
      if (offset >= readable) {
        throw new MediaException(MediaException.Reason.NO_FOOTAGE, "retention has removed it");
      }
      int bytes = (int) Math.min(into.remaining(), readable - offset);
      into.position(into.position() + bytes);
      return bytes;
    }

    @Override
    public void close() {}
  }
}
