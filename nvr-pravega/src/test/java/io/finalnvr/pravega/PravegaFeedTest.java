package io.finalnvr.pravega;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.finalnvr.StorageException;
import io.netty.buffer.Unpooled;
import io.pravega.auth.AuthenticationException;
import io.pravega.client.segment.impl.NoSuchSegmentException;
import io.pravega.client.segment.impl.SegmentTruncatedException;
import io.pravega.shared.protocol.netty.ConnectionFailedException;
import io.pravega.shared.protocol.netty.WireCommands.SegmentRead;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a feed makes of the answers of a store, those that a real one gives only when it fails. */
class PravegaFeedTest {

  private static final int FIRST = PravegaFeed.FIRST_PIECE;
  private static final int LARGE = PravegaFeed.LARGEST_PIECE;
  private static final Duration SOON = Duration.ofSeconds(20);

  private record Question(long offset, int length, CompletableFuture<SegmentRead> answer) {
    void answer(String text) {
      answer(text, /* last= */ false);
    }

    void answer(String text, boolean last) {
      byte[] bytes = Bytes.ascii(text);
      answer.complete(
          new SegmentRead("s", offset, !last, last, Unpooled.wrappedBuffer(bytes), offset));
    }

    void answerInFull() {
      answer("x".repeat(length));
    }
  }

  private final List<Question> questions = new ArrayList<>();
  private final PravegaFeed feed = new PravegaFeed("gate", this::ask, 100);

  private CompletableFuture<SegmentRead> ask(long offset, int length) {
    Question question = new Question(offset, length, new CompletableFuture<>());
    questions.add(question);
    return question.answer();
  }

  private String read(int most) throws CutOffException {
    ByteBuffer target = ByteBuffer.allocate(most);
    feed.read(target);
    return Bytes.ascii(target.flip());
  }

  @Test
  void read_givesWhatIsThereAndDoesNotWait() throws Exception {
    assertThat(read(10)).isEmpty();

    questions.get(0).answer("abcdef");

    assertThat(read(4)).isEqualTo("abcd");
    assertThat(read(4)).isEqualTo("ef");
    assertThat(read(4)).isEmpty();
  }

  @Test
  void whileAPieceIsTaken_theNextIsAskedFor_butNoMore() throws Exception {
    read(1);
    questions.get(0).answer("abc");
    read(1);

    assertThat(questions).extracting(Question::offset).containsExactly(100L, 103L);

    questions.get(1).answer("def");
    assertThat(read(1)).isEqualTo("b");
    assertThat(questions).hasSize(2);
  }

  @Test
  void pieces_growWhileThereIsEnoughToRead() throws Exception {
    read(1);
    for (int i = 0; i < 4; i++) {
      questions.get(i).answerInFull();
      while (!read(LARGE).isEmpty()) {
        continue;
      }
    }
    questions.get(4).answer("abc");
    read(3);

    assertThat(questions)
        .extracting(Question::length)
        .containsExactly(FIRST, 2 * FIRST, LARGE, LARGE, LARGE, LARGE);
  }

  @Test
  void await_endsWithWhatComes_orAtTheTimeout() throws Exception {
    assertThat(feed.await(Duration.ZERO)).isFalse();

    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> feed.await(SOON));
    questions.get(0).answer("a");

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isTrue();
    assertThat(read(1)).isEqualTo("a");
  }

  @Test
  void whatFails_isAskedForAgainAtTheSamePlace() throws Exception {
    read(1);
    questions.get(0).answer("abc");
    read(3);
    for (int failures = 1; failures <= 3; failures++) {
      questions.get(failures).answer().completeExceptionally(new ConnectionFailedException());
      assertThat(feed.await(Duration.ofNanos(1))).isFalse();
      while (questions.size() <= failures + 1) {
        assertThat(feed.await(Duration.ofMillis(1))).isFalse();
      }
    }
    questions.get(4).answer("def");

    assertThat(read(3)).isEqualTo("def");
    assertThat(questions.subList(1, 5)).extracting(Question::offset).containsOnly(103L);
  }

  @Test
  void anEmptyAnswer_isAskedForAgain() throws Exception {
    read(1);
    questions.get(0).answer("");
    while (questions.size() < 2) {
      assertThat(feed.await(Duration.ofMillis(1))).isFalse();
    }
    questions.get(1).answer("abc");

    assertThat(read(3)).isEqualTo("abc");
  }

  @Test
  void whatWillNotGetBetter_isTold() throws Exception {
    read(1);
    questions.get(0).answer().completeExceptionally(new AuthenticationException("no"));

    assertThatThrownBy(() -> read(1))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.reason()).isEqualTo(StorageException.Reason.UNAUTHORIZED));
  }

  @Test
  void whatIsThereNoMore_isCutOff() throws Exception {
    for (Exception gone :
        List.of(new SegmentTruncatedException("t"), new NoSuchSegmentException("s"))) {
      questions.clear();
      try (PravegaFeed other = new PravegaFeed("gate", this::ask, 0)) {
        assertThat(other.await(Duration.ZERO)).isFalse();
        questions.get(0).answer().completeExceptionally(gone);

        assertThat(other.await(SOON)).isTrue();
        assertThatThrownBy(() -> other.read(ByteBuffer.allocate(1)))
            .isInstanceOf(CutOffException.class);
      }
    }
  }

  @Test
  void afterTheEnd_nothingIsAskedFor() throws Exception {
    read(1);
    questions.get(0).answer("abc", /* last= */ true);

    assertThat(read(3)).isEqualTo("abc");
    assertThat(feed.await(Duration.ofMillis(1))).isFalse();
    assertThat(questions).hasSize(1);
  }

  @Test
  void close_endsAwait() throws Exception {
    read(1);
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> feed.await(SOON));

    feed.close();

    assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(StorageException.class)
        .hasRootCauseMessage("gate: the reader is closed");
  }
}
