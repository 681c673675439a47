package io.finalnvr.core.play;

import io.finalnvr.core.mp4.FragmentWriter;
import io.finalnvr.core.mp4.TestMedia;
import io.finalnvr.media.EncodedFrame;
import io.finalnvr.media.Track;
import io.finalnvr.media.TrackKind;
import io.finalnvr.spi.FrameLog;
import io.finalnvr.spi.FrameLogWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Puts frames of real encoders into a log, as the recorder does. */
final class RealFootage implements AutoCloseable {

  private final FrameLogWriter writer;

  RealFootage(FrameLog log) {
    writer = log.openWriter();
  }

  /** A recording, ended in good order. */
  RealFootage recording(List<EncodedFrame> frames) {
    List<List<EncodedFrame>> records = TestMedia.records(frames);
    List<Track> tracks = frames.stream().map(EncodedFrame::track).distinct().toList();
    Instant epoch =
        frames.stream().map(EncodedFrame::decodeTime).min(Comparator.naturalOrder()).orElseThrow();
    FragmentWriter fragments = new FragmentWriter(tracks, epoch);
    Instant end = epoch;
    boolean first = true;
    for (List<EncodedFrame> record : records) {
      EncodedFrame video = record.get(record.size() - 1);
      writer
          .append(
              video.decodeTime(),
              video.keyFrame(),
              first,
              fragments.payload(record, video.keyFrame()))
          .orTimeout(60, TimeUnit.SECONDS)
          .join();
      end = video.decodeTime().plus(video.duration());
      first = false;
    }
    writer.endRecording(end).orTimeout(60, TimeUnit.SECONDS).join();
    return this;
  }

  static List<EncodedFrame> video(List<EncodedFrame> frames) {
    return TestMedia.of(frames, TrackKind.VIDEO);
  }

  @Override
  public void close() {
    writer.close();
  }
}
