package io.finalnvr.testkit;

import io.finalnvr.CameraConfig;
import io.finalnvr.CameraException.Reason;
import io.finalnvr.Credentials;
import io.finalnvr.spi.MediaSourceProvider;
import java.util.Optional;

class FakeMediaSourceContractTest extends MediaSourceContract {

  private final FakeMediaSource works = manyAttempts();
  private int ended;
  private final FakeMediaSourceProvider provider =
      new FakeMediaSourceProvider()
          .camera("works", works)
          .camera("refuses", failing(Reason.UNREACHABLE))
          .camera("forbidden", failing(Reason.UNAUTHORIZED))
          .camera("unknown", failing(Reason.NOT_FOUND));

  @Override
  protected MediaSourceProvider provider() {
    return provider;
  }

  @Override
  protected CameraConfig camera() {
    return FakeMediaSourceProvider.config("works");
  }

  @Override
  protected boolean hasAudio() {
    return true;
  }

  @Override
  protected Optional<CameraConfig> refusingCamera() {
    return Optional.of(FakeMediaSourceProvider.config("refuses"));
  }

  @Override
  protected Optional<CameraConfig> forbiddenCamera() {
    return Optional.of(
        FakeMediaSourceProvider.config("forbidden").toBuilder()
            .credentials(Credentials.of("user", "p@ss+word"))
            .build());
  }

  @Override
  protected Optional<CameraConfig> unknownCamera() {
    return Optional.of(FakeMediaSourceProvider.config("unknown"));
  }

  @Override
  protected Optional<Reason> endConnections() {
    for (; ended < works.attempts(); ended++) {
      works.awaitSession().fail(Reason.LOST);
    }
    return Optional.of(Reason.LOST);
  }

  private static FakeMediaSource manyAttempts() {
    FakeScript script = FakeMediaSource.script();
    for (int attempt = 0; attempt < 100; attempt++) {
      script.tracks(FakeFrames.video(), FakeFrames.audio()).keyFrame(0).frames(60, 33);
      for (int i = 0; i < 50; i++) {
        script.audio(21 * i);
      }
      script.thenConnect();
    }
    return script.build();
  }

  private static FakeMediaSource failing(Reason reason) {
    return FakeMediaSource.script().fail(reason).build();
  }
}
