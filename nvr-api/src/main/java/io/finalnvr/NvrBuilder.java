package io.finalnvr;

import io.finalnvr.spi.KeyProvider;
import io.finalnvr.spi.MediaDecoderProvider;
import io.finalnvr.spi.MediaSourceProvider;
import io.finalnvr.spi.NvrProvider;
import io.finalnvr.spi.NvrSettings;
import io.finalnvr.spi.Store;
import io.finalnvr.spi.StoreConfig;
import io.finalnvr.spi.WebRtcProvider;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Builds an {@link Nvr}. Not thread-safe. Only a store must be given. */
public final class NvrBuilder {

  private static final long LEAST_BUDGET = 1 << 20;

  private @Nullable Store store;
  private @Nullable StoreConfig storeConfig;
  private @Nullable KeyProvider keyProvider;
  private @Nullable Path keyFile;
  private long frameBudgetBytes = 16L << 20;
  private long totalFrameBudgetBytes = Math.max(LEAST_BUDGET, Runtime.getRuntime().maxMemory() / 8);
  private long preRollBudgetBytes = 32L << 20;
  private InstantSource clock = InstantSource.system();
  private final List<NvrListener> listeners = new ArrayList<>();
  private final List<MediaSourceProvider> mediaSources = new ArrayList<>();
  private @Nullable MediaDecoderProvider mediaDecoder;
  private @Nullable WebRtcProvider webRtc;

  NvrBuilder() {}

  /**
   * Keeps everything in a data directory, in an embedded node that the recorder starts and ends.
   */
  public NvrBuilder store(Path directory) {
    return store(directory.toAbsolutePath().toUri());
  }

  /**
   * The store's URI: {@code file:///directory} (embedded node), {@code pravega://host:port/scope},
   * {@code pravegas://...} (TLS) or {@code memory:name} (nothing is kept).
   */
  public NvrBuilder store(URI uri) {
    return store(StoreConfig.of(uri));
  }

  /** The store to open, with the credentials it needs. */
  public NvrBuilder store(StoreConfig config) {
    this.storeConfig = Objects.requireNonNull(config, "config");
    this.store = null;
    return this;
  }

  /** A store that is open; it stays the caller's to close. */
  public NvrBuilder store(Store store) {
    this.store = Objects.requireNonNull(store, "store");
    this.storeConfig = null;
    return this;
  }

  /**
   * Encrypts what is stored from now on, with the keys of a file that {@code nvr key create} makes.
   * Once a store was opened with a key, it can't be opened without. Whoever loses the file loses
   * the footage. Default: nothing is encrypted.
   */
  public NvrBuilder encryption(Path keyFile) {
    this.keyFile = Objects.requireNonNull(keyFile, "keyFile");
    this.keyProvider = null;
    return this;
  }

  /** Encrypts what is stored from now on, with keys that are kept elsewhere. */
  public NvrBuilder encryption(KeyProvider keys) {
    this.keyProvider = Objects.requireNonNull(keys, "keys");
    this.keyFile = null;
    return this;
  }

  /**
   * How many bytes of frames that are not yet durable each camera may hold in memory. Past it whole
   * groups of pictures are dropped, counted, and entered as a gap. Default 16 MiB.
   *
   * @throws ConfigurationException when below 1 MiB
   */
  public NvrBuilder frameBudget(long bytes) {
    if (bytes < 1 << 20) {
      throw new ConfigurationException(
          "frame budget of " + bytes + " bytes; a camera needs at least 1 MiB (1048576)");
    }
    this.frameBudgetBytes = bytes;
    return this;
  }

  /**
   * How many bytes of frames that are not yet durable all cameras may hold in memory together,
   * which they do while the store stands still. Past it they drop frames as past a budget of their
   * own. Half of it is divided evenly among the streams that are recorded, and no other stream can
   * take that; the other half is for whichever needs it first. Default an eighth of the JVM's
   * greatest heap: until it is durable, a frame takes up to three times its bytes, as it came, as
   * record, and as what is being sent.
   *
   * @throws ConfigurationException when below 1 MiB
   */
  public NvrBuilder totalFrameBudget(long bytes) {
    if (bytes < LEAST_BUDGET) {
      throw new ConfigurationException(
          "frame budget of "
              + bytes
              + " bytes for all cameras; they need at least 1 MiB (1048576), and better 1 MiB each");
    }
    this.totalFrameBudgetBytes = bytes;
    return this;
  }

  /**
   * How many bytes of frames a stream that is recorded on events may hold in memory in case of one.
   * Where the pre-roll does not fit, it is shorter than the schedule asks. Default 32 MiB.
   *
   * @throws ConfigurationException when below 1 MiB
   */
  public NvrBuilder preRollBudget(long bytes) {
    if (bytes < 1 << 20) {
      throw new ConfigurationException(
          "pre-roll budget of " + bytes + " bytes; a camera needs at least 1 MiB (1048576)");
    }
    this.preRollBudgetBytes = bytes;
    return this;
  }

  /** The wall clock, for tests. Default: the system's. */
  public NvrBuilder clock(InstantSource clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /** A listener that is told from the first moment on. */
  public NvrBuilder listener(NvrListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /** A media source beside those found by {@link ServiceLoader}; it wins for its schemes. */
  public NvrBuilder mediaSource(MediaSourceProvider provider) {
    mediaSources.add(Objects.requireNonNull(provider, "provider"));
    return this;
  }

  /** The media decoder. Default: the one found by {@link ServiceLoader}. */
  public NvrBuilder mediaDecoder(MediaDecoderProvider provider) {
    this.mediaDecoder = Objects.requireNonNull(provider, "provider");
    return this;
  }

  /** What sends to browsers by WebRTC. Default: what is found by {@link ServiceLoader}. */
  public NvrBuilder webRtc(WebRtcProvider provider) {
    this.webRtc = Objects.requireNonNull(provider, "provider");
    return this;
  }

  /**
   * Opens the store and the recorder. Blocks while an embedded node starts (some seconds).
   *
   * @throws ConfigurationException when no store was given, or an artifact is missing (the message
   *     names it)
   * @throws StorageException when the store can't be opened
   */
  public Nvr build() {
    if (store == null && storeConfig == null) {
      throw new ConfigurationException(
          "no store: call store(Path), store(URI) or store(Store) before build()");
    }
    return engine()
        .open(
            new NvrSettings(
                Optional.ofNullable(store),
                Optional.ofNullable(storeConfig),
                Optional.ofNullable(keyProvider),
                Optional.ofNullable(keyFile),
                frameBudgetBytes,
                totalFrameBudgetBytes,
                preRollBudgetBytes,
                clock,
                List.copyOf(listeners),
                List.copyOf(mediaSources),
                Optional.ofNullable(mediaDecoder),
                Optional.ofNullable(webRtc)));
  }

  private static NvrProvider engine() {
    List<NvrProvider> engines =
        ServiceLoader.load(NvrProvider.class).stream().map(ServiceLoader.Provider::get).toList();
    return switch (engines.size()) {
      case 0 ->
          throw new ConfigurationException(
              "no recorder engine on the class path: add the artifact io.finalnvr:nvr-core");
      case 1 -> engines.get(0);
      default ->
          throw new ConfigurationException(
              "more than one recorder engine on the class path: " + engines);
    };
  }
}
