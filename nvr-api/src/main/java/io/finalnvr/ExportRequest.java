package io.finalnvr;

import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What to export, and how. An immutable value.
 *
 * @param cameraIds one or several cameras; each has its video and sound in tracks of their own, all
 *     on one timeline
 * @param range of time
 * @param form of the file
 * @param start where the presentation begins
 * @param gaps what becomes of stretches in which no camera has footage
 * @param subtitles the time zone of a subtitle track that shows the time of day, one entry a
 *     second; empty for none
 * @param overwrite whether an existing file is replaced
 * @param stream which stream of the cameras
 */
public record ExportRequest(
    List<String> cameraIds,
    TimeRange range,
    Form form,
    Start start,
    Gaps gaps,
    Optional<ZoneId> subtitles,
    boolean overwrite,
    CameraStream stream) {

  /** The form of a file. */
  public enum Form {
    /** One index of all frames, in front of them: plays everywhere, and while it is fetched. */
    PLAIN,
    /**
     * A short header, then each frame with a header of its own, as it stands in the store. Its
     * length is known, and any part of it can be read, without reading the footage. For footage
     * recorded by this software only.
     */
    FRAGMENTED
  }

  /** Where a presentation begins. */
  public enum Start {
    /**
     * At the asked instant. Frames before it are in the file where they are needed for decoding; an
     * edit list keeps them from being shown.
     */
    EXACT,
    /** At the key frame at or before the asked instant: nothing in the file is hidden. */
    KEY_FRAME
  }

  /** What becomes of gaps. */
  public enum Gaps {
    /** They stay as long as they were: times in the file are times of day plus a constant. */
    KEEP,
    /** They are left out: what comes after follows at once. */
    CLOSE
  }

  /** Checks the arguments and copies the list. */
  public ExportRequest {
    cameraIds = List.copyOf(cameraIds);
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(gaps, "gaps");
    Objects.requireNonNull(subtitles, "subtitles");
    Objects.requireNonNull(stream, "stream");
    if (cameraIds.isEmpty()) {
      throw new ConfigurationException("which camera is to be exported?");
    }
    if (cameraIds.stream().distinct().count() < cameraIds.size()) {
      throw new ConfigurationException("a camera is to be exported twice: " + cameraIds);
    }
  }

  /**
   * A range of one camera as a plain file that begins exactly at its start; gaps are kept, there
   * are no subtitles, and no file is overwritten.
   */
  public static ExportRequest of(String cameraId, TimeRange range) {
    return of(List.of(cameraId), range);
  }

  /** The same for several cameras in one file. */
  public static ExportRequest of(List<String> cameraIds, TimeRange range) {
    return new ExportRequest(
        cameraIds,
        range,
        Form.PLAIN,
        Start.EXACT,
        Gaps.KEEP,
        Optional.empty(),
        false,
        CameraStream.MAIN);
  }

  /** The same in another form. */
  public ExportRequest as(Form newForm) {
    return new ExportRequest(cameraIds, range, newForm, start, gaps, subtitles, overwrite, stream);
  }

  /** The same with another beginning. */
  public ExportRequest startingAt(Start newStart) {
    return new ExportRequest(cameraIds, range, form, newStart, gaps, subtitles, overwrite, stream);
  }

  /** The same with gaps kept or left out. */
  public ExportRequest withGaps(Gaps newGaps) {
    return new ExportRequest(cameraIds, range, form, start, newGaps, subtitles, overwrite, stream);
  }

  /** The same with the time of day as subtitles. */
  public ExportRequest withSubtitles(ZoneId zone) {
    return new ExportRequest(
        cameraIds, range, form, start, gaps, Optional.of(zone), overwrite, stream);
  }

  /** The same; a file of that name is replaced. */
  public ExportRequest overwriting() {
    return new ExportRequest(cameraIds, range, form, start, gaps, subtitles, true, stream);
  }

  /** The same of another stream of the cameras. */
  public ExportRequest ofStream(CameraStream other) {
    return new ExportRequest(cameraIds, range, form, start, gaps, subtitles, overwrite, other);
  }
}
