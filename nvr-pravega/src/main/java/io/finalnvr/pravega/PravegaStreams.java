package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.pravega.client.segment.impl.Segment;
import io.pravega.client.stream.ScalingPolicy;
import io.pravega.client.stream.Stream;
import io.pravega.client.stream.StreamConfiguration;
import io.pravega.common.util.AsyncIterator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The streams of a scope. */
final class PravegaStreams implements ByteStreams {

  private static final Duration FIRST_ANSWER = Duration.ofSeconds(3);
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(12);

  private final PravegaClient client;
  private final Map<String, PravegaStream> known = new ConcurrentHashMap<>();

  private PravegaStreams(PravegaClient client) {
    this.client = client;
  }

  /** Creates the scope where there is none. */
  static PravegaStreams open(PravegaClient client) {
    String scope = client.scope();
    String what = "scope " + scope;
    if (!checkScope(client, what)) {
      client.ask(what, () -> client.controller().createScope(scope), OPEN_TIMEOUT);
    }
    throwIfAny(client.troubleWithSegmentStores());
    return new PravegaStreams(client);
  }

  /** Where no answer comes, finds out why: the client's own errors don't tell. */
  private static boolean checkScope(PravegaClient client, String what) {
    Supplier<CompletableFuture<Boolean>> question =
        () -> client.controller().checkScopeExists(client.scope());
    try {
      return client.ask(what, question, FIRST_ANSWER);
    } catch (StorageException e) {
      if (e.reason() != StorageException.Reason.UNAVAILABLE) {
        throw e;
      }
      throwIfAny(client.troubleWithControllers());
      return client.ask(what, question, OPEN_TIMEOUT);
    }
  }

  private static void throwIfAny(Optional<StorageException> trouble) {
    if (trouble.isPresent()) {
      throw trouble.get();
    }
  }

  @Override
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    AsyncIterator<Stream> all = client.controller().listStreams(client.scope());
    while (true) {
      @Nullable Stream next = client.ask("streams", () -> all.getNext());
      if (next == null) {
        return names;
      }
      names.add(next.getStreamName());
    }
  }

  @Override
  public Optional<ByteStream> find(String name) {
    PravegaStream cached = known.get(name);
    if (cached != null) {
      return Optional.of(cached);
    }
    if (!client.ask(name, () -> client.controller().checkStreamExists(client.scope(), name))) {
      return Optional.empty();
    }
    return Optional.of(open(name));
  }

  private PravegaStream open(String name) {
    Map<Segment, Long> segments =
        client.ask(
            name, () -> client.controller().getSegmentsAtTime(Stream.of(client.scope(), name), 0L));
    Segment segment = segments.keySet().iterator().next();
    PravegaStream opened = new PravegaStream(client, segment);
    PravegaStream before = known.putIfAbsent(name, opened);
    if (before != null) {
      opened.close();
      return before;
    }
    return opened;
  }

  @Override
  public void forget(String name) {
    PravegaStream stream = known.remove(name);
    if (stream != null) {
      stream.close();
    }
  }

  @Override
  public ByteStream create(String name, String tag) {
    Optional<ByteStream> existing = find(name);
    if (existing.isPresent()) {
      return existing.get();
    }
    StreamConfiguration configuration =
        StreamConfiguration.builder().scalingPolicy(ScalingPolicy.fixed(1)).tag(tag).build();
    client.ask(name, () -> client.controller().createStream(client.scope(), name, configuration));
    return open(name);
  }

  @Override
  public void delete(String name) {
    forget(name);
    if (client.ask(name, () -> client.controller().checkStreamExists(client.scope(), name))) {
      client.ask(name, () -> client.controller().sealStream(client.scope(), name));
      client.ask(name, () -> client.controller().deleteStream(client.scope(), name));
    }
  }

  @Override
  public void close() {
    known.keySet().forEach(this::forget);
  }
}
