package io.finalnvr.examples.crash;

import io.finalnvr.Nvr;
import io.finalnvr.TimeRange;
import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.Detection;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrame;
import io.finalnvr.media.PixelFormat;
import io.finalnvr.testkit.FakeMediaDecoder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Analyses a range of footage with an analyser that sees something in each picture: arguments are
 * the store and the ends of the range. Prints how far it is.
 */
final class AnalyzerMain {

  static final String ANALYZER = "content";

  private AnalyzerMain() {}

  /** Sees the content of each picture, and says that all of them are one thing. */
  private static final class Content implements FrameAnalyzer {
    @Override
    public DecodeRequest request() {
      return DecodeRequest.of(PixelFormat.GREY8);
    }

    @Override
    public List<Detection> analyze(DecodedFrame frame) throws InterruptedException {
      // Work, so that there is time to be killed in.
      Thread.sleep(3);
      return List.of(
          Detection.of("content", 1)
              .track("all")
              .attribute("is", Crash.fingerprint(frame.data()).substring(0, 16)));
    }
  }

  public static void main(String[] args) throws InterruptedException {
    TimeRange range = new TimeRange(Instant.parse(args[1]), Instant.parse(args[2]));
    try (Nvr nvr =
            Nvr.builder()
                .store(URI.create(args[0]))
                .mediaSource(new TickingCamera())
                .mediaDecoder(new FakeMediaDecoder())
                .build();
        Analysis analysis =
            nvr.analyze(Crash.CAMERA, AnalysisRequest.of(range).with(ANALYZER, Content::new))) {
      while (!analysis.awaitEnd(Duration.ofMillis(50))) {
        System.out.println("DONE " + analysis.statistics(ANALYZER).analyzed());
      }
      System.out.println(analysis.state() + " " + analysis.reason());
    }
    System.exit(0);
  }
}
