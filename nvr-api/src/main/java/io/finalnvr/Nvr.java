package io.finalnvr;

import io.finalnvr.analysis.Analysis;
import io.finalnvr.analysis.AnalysisRequest;
import io.finalnvr.analysis.AnalyzedFrame;
import io.finalnvr.analysis.FrameAnalyzer;
import io.finalnvr.analysis.MotionSettings;
import io.finalnvr.media.DecodeRequest;
import io.finalnvr.media.DecodedFrameSink;
import io.finalnvr.media.FragmentSink;
import io.finalnvr.media.FrameSink;
import io.finalnvr.media.Picture;
import io.finalnvr.media.WebRtcListener;
import io.finalnvr.media.WebRtcRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A network video recorder: a catalogue of cameras, their recorders, and everything they have
 * recorded.
 *
 * <p>Lifecycle: {@link #builder()} gives an open recorder; {@link #close()} ends it. The catalogue
 * and the footage are in the store and are there again when the same store is opened next.
 *
 * <p>Threads: every method may be called from any thread. Methods that read or write the store
 * block, each for a bounded time.
 *
 * <p>Errors: wrong arguments throw {@link ConfigurationException} at once, a store that can't be
 * used throws {@link StorageException}. What fails later, while cameras record, never throws into
 * the application: it changes the state of a {@link Camera} or {@link Recorder} and reaches the
 * {@link NvrListener}.
 *
 * <pre>{@code
 * try (Nvr nvr = Nvr.builder().store(Path.of("footage")).build()) {
 *   nvr.add(CameraConfig.of("gate", "rtsp://192.0.2.7/stream1"));
 *   nvr.record("gate");
 *   nvr.play("gate", Playback.live(), frame -> System.out.println(frame));
 *   ...
 * }
 * }</pre>
 */
public interface Nvr extends AutoCloseable {

  /** A builder with the defaults that it states. */
  static NvrBuilder builder() {
    return new NvrBuilder();
  }

  /**
   * Adds a camera to the catalogue. Does not connect to it.
   *
   * @throws ConfigurationException when a camera with this id exists, or no media source for the
   *     scheme of its URI is on the class path
   */
  Camera add(CameraConfig config);

  /**
   * Replaces the configuration of a camera. A recorder that runs connects anew with it.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  Camera edit(CameraConfig config);

  /**
   * Removes a camera from the catalogue, after ending its recorder and players.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  void remove(String cameraId, Footage footage);

  /** The camera with this id. */
  Optional<Camera> camera(String cameraId);

  /** All cameras, ordered by id. */
  List<Camera> cameras();

  /**
   * Starts to record a camera, and goes on until the recorder is closed: connects, and connects
   * again whenever the camera is lost. Returns at once; the {@link Recorder} tells how it goes.
   * Where this recorder already records the camera, its recorder is returned.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  Recorder record(String cameraId);

  /**
   * Sets when a camera is recorded; a recorder that runs, here or elsewhere, goes by it within 3 s
   * and loses nothing that both schedules ask for.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  Camera schedule(String cameraId, RecordingSchedule schedule);

  /**
   * Starts recording of a camera whose schedule records on events: appends an event that happens
   * now and triggers. A recorder elsewhere learns of it through the store. Blocks until the event
   * is durable.
   *
   * @param label what happened: {@code door}
   * @return the event
   * @throws ConfigurationException when there is no camera with this id
   */
  Event trigger(String cameraId, String label);

  /**
   * Appends an event to those of its camera; one with a trigger starts recording. Blocks until it
   * is durable: then it is never lost, and a recorder that is started within its post-roll goes by
   * it. Triggers should come in the order in which they happened, within 5 s: what is later finds
   * less pre-roll.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  void append(Event event);

  /**
   * The events of a camera that have an instant in common with a range, by their start; those that
   * analysers have found too.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  default List<Event> events(String cameraId, TimeRange range) {
    return events(EventQuery.of(range).camera(cameraId));
  }

  /**
   * The events that are looked for, by their start. Reads what was appended from the range's start
   * to a day after its end, and of analysers what was found in the range.
   *
   * @throws ConfigurationException when there is no camera with one of the ids
   */
  List<Event> events(EventQuery query);

  /**
   * Tells of each event of a camera that is appended from now on, by whomever, on a thread of the
   * subscription's own. One that an analyser has found is told of when it begins, with the
   * attribute {@link Event#ONGOING}, and under the same id when it has ended; one of an analyser in
   * another process comes up to 1 s late.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  Subscription subscribe(String cameraId, Consumer<Event> listener);

  /**
   * Sets for how long, or up to which size, a camera's events and the results of its analysers are
   * kept; a policy by size counts for each of their logs. Footage is not touched. Default: for
   * ever.
   *
   * @throws ConfigurationException when there is no camera with this id, or the policy is none of
   *     those that {@link RetentionPolicy} makes
   */
  void eventRetention(String cameraId, RetentionPolicy policy);

  /**
   * For how long a camera's events are kept.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  RetentionPolicy eventRetention(String cameraId);

  /**
   * Starts to analyse footage of a camera, from the store, live or of the past. Returns at once;
   * the {@link Analysis} tells how it goes. Under one name a picture is analysed once: what is in
   * the store already is passed over, and one that was interrupted goes on where it stopped. While
   * another process is at the same, this one waits, to take over.
   *
   * @throws ConfigurationException when there is no camera with this id, the request has no
   *     analyser, or no {@link io.finalnvr.spi.MediaDecoderProvider} is on the class path
   * @throws MediaException with reason SETUP when GStreamer is missing on this machine
   */
  Analysis analyze(String cameraId, AnalysisRequest request);

  /** The analyses whose state is not final, ordered by camera id. */
  List<Analysis> analyses();

  /**
   * A detector of motion: label {@code motion}, one track for each time that something moves, with
   * the box around all that moves and, as its score, the square root of the part of the picture
   * that does. Detectors are for one camera each.
   */
  FrameAnalyzer motionDetector(MotionSettings settings);

  /**
   * What an analyser has seen in each picture of a range; those in which it saw nothing are left
   * out. The first 100,000.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  List<AnalyzedFrame> detections(String cameraId, String analyzer, TimeRange range);

  /**
   * How strong something was over time: the greatest score of detections with a label, by whatever
   * analyser, in each of the equal parts of a range; 0 where there is none. Of {@code motion}, what
   * a timeline shows. Reads some 2 MB for a day with little in it.
   *
   * @param parts 1 to 10,000
   * @throws ConfigurationException when there is no camera with this id
   */
  List<Double> activity(String cameraId, String label, TimeRange range, int parts);

  /**
   * Gives an instant or a stretch of a camera's footage a name.
   *
   * @param range an instant where start and end are the same
   * @throws ConfigurationException when there is no camera with this id, or the name is empty
   */
  Bookmark bookmark(String cameraId, TimeRange range, String name);

  /**
   * The bookmarks of a camera, by their start.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  List<Bookmark> bookmarks(String cameraId);

  /**
   * Removes a bookmark.
   *
   * @throws ConfigurationException when there is none with this id
   */
  void removeBookmark(String bookmarkId);

  /** The recorders that are not closed, ordered by camera id. */
  List<Recorder> recorders();

  /**
   * Opens a player that delivers frames, already playing.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  Player play(String cameraId, Playback playback, FrameSink sink);

  /**
   * Opens a player that delivers fragmented MP4, already playing.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  Player playFragments(String cameraId, Playback playback, FragmentSink sink);

  /**
   * Opens a group of players that play several cameras in lock step. It is paused and has no camera
   * yet.
   */
  SyncGroup playTogether(Playback playback);

  /**
   * Opens a player that delivers decoded pictures of a camera's main stream, already playing: live,
   * or from any instant of the past, with the same code. What the request leaves out is not decoded
   * or not converted.
   *
   * <p>Backwards and by steps every picture is delivered, whatever the request's rate.
   *
   * <p>{@link Player#pause()} and {@link Player#speed(Speed)} hold for the frames that are decoded
   * from then on; a few that are being decoded are still delivered. After {@link
   * Player#seek(Instant, SeekMode)} or {@link Player#close()} nothing older comes any more.
   *
   * @throws ConfigurationException when there is no camera with this id, or no {@link
   *     io.finalnvr.spi.MediaDecoderProvider} is on the class path
   * @throws MediaException with reason SETUP when GStreamer is missing on this machine
   */
  Player playDecoded(
      String cameraId, Playback playback, DecodeRequest request, DecodedFrameSink sink);

  /**
   * Opens a view of what a camera records, live, for one browser, by WebRTC. Pictures in H.264
   * without B-frames; sound in Opus, G.711 or AAC, which is encoded anew as Opus. What else there
   * is comes as {@link WebRtcListener#onFailure}, within the first pictures, and nothing is shown.
   *
   * @throws ConfigurationException when there is no camera with this id, or no {@link
   *     io.finalnvr.spi.WebRtcProvider} is on the class path
   * @throws MediaException with reason SETUP when something is missing on this machine; the message
   *     says what to install
   */
  WebRtcView openWebRtc(String cameraId, WebRtcRequest request, WebRtcListener listener);

  /**
   * What there is of a camera's main stream now.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  default Timeline timeline(String cameraId) {
    return timeline(cameraId, CameraStream.MAIN);
  }

  /**
   * What there is of a stream of a camera now.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  Timeline timeline(String cameraId, CameraStream stream);

  /**
   * Sets how much of a camera's footage is kept, of the sub stream too unless it has a policy of
   * its own; a recorder that runs is not disturbed. From now on the policy is applied every 30 s by
   * every recorder that has the store open, whether the camera is being recorded or not.
   *
   * @throws ConfigurationException when there is no camera with this id, or the policy is none of
   *     those that {@link RetentionPolicy} makes
   */
  Camera retention(String cameraId, RetentionPolicy policy);

  /**
   * What the retention policy of the camera's main stream would remove now, and why. Removes
   * nothing.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  default RetentionPlan explainRetention(String cameraId) {
    return explainRetention(cameraId, CameraStream.MAIN);
  }

  /**
   * What the retention policy of a stream would remove now, and why. Removes nothing.
   *
   * @throws ConfigurationException when there is no camera with this id, or it has no such stream
   */
  RetentionPlan explainRetention(String cameraId, CameraStream stream);

  /**
   * What another policy would remove of the main stream now, and why. Removes nothing.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  RetentionPlan explainRetention(String cameraId, RetentionPolicy policy);

  /**
   * Applies the retention policy of the camera's main stream now instead of within the next 30 s.
   *
   * @return what was removed, and why
   * @throws ConfigurationException when there is no camera with this id
   */
  default RetentionPlan applyRetention(String cameraId) {
    return applyRetention(cameraId, CameraStream.MAIN);
  }

  /**
   * Applies the retention policy of a stream now instead of within the next 30 s.
   *
   * @return what was removed, and why
   * @throws ConfigurationException when there is no camera with this id, or it has no such stream
   */
  RetentionPlan applyRetention(String cameraId, CameraStream stream);

  /** Protects a stretch of footage of the main stream, see the method with a stream. */
  default Hold hold(String cameraId, TimeRange range, String note) {
    return hold(cameraId, CameraStream.MAIN, range, note);
  }

  /**
   * Protects a stretch of footage of a stream from retention until it is released. It stays where
   * it is on the timeline and is played there like all footage. Where retention reaches it, it is
   * copied first.
   *
   * @param range may reach into the future; footage that retention has removed does not come back
   * @param note for people: why
   * @throws ConfigurationException when there is no camera with this id, or it has no such stream
   * @throws StorageException with reason WRITER_CONFLICT when footage of the camera is being copied
   *     for more than 30 s
   */
  Hold hold(String cameraId, CameraStream stream, TimeRange range, String note);

  /**
   * The holds of a camera, of all its streams, oldest first.
   *
   * @throws ConfigurationException when there is no camera with this id
   */
  List<Hold> holds(String cameraId);

  /**
   * Ends a hold: retention removes again what it held, and what is left only as the hold's copy is
   * deleted at once.
   *
   * @throws ConfigurationException when there is no hold with this id
   * @throws StorageException with reason WRITER_CONFLICT when footage of the camera is being copied
   *     for more than 30 s
   */
  void release(String holdId);

  /**
   * Starts to write a range of footage into an MP4 file without re-encoding. The presentation
   * begins exactly at the range's start; see {@link ExportRequest} for what else can be asked.
   *
   * @throws ConfigurationException when there is no camera with this id, the file's folder does not
   *     exist, or the file does
   */
  default Export export(String cameraId, TimeRange range, Path file) {
    return export(ExportRequest.of(cameraId, range), file);
  }

  /**
   * Starts to write footage of one or several cameras into an MP4 file without re-encoding. Returns
   * at once; the {@link Export} tells how it goes. The file appears under its name only when it is
   * complete and on the disk; until then there is {@code <file>.part}, which this process has
   * locked. One that nobody has locked was left behind by a process that was killed.
   *
   * @throws ConfigurationException when there is no camera with one of these ids, the file's folder
   *     does not exist, or the file does and is not to be overwritten
   */
  Export export(ExportRequest request, Path file);

  /**
   * Opens footage as a file that is made while it is read. Blocks on the store, for as long as it
   * takes to look up where the range lies; the footage itself is not read.
   *
   * @param request of form {@link ExportRequest.Form#FRAGMENTED}
   * @throws ConfigurationException when there is no camera with one of these ids, or the form is
   *     another
   * @throws MediaException with reason NO_FOOTAGE when there is nothing in the range; UNDECODABLE
   *     when the footage was not recorded by this software: it can be exported as a plain file
   */
  VirtualFile openExport(ExportRequest request);

  /**
   * Starts to read a file into a camera's footage, at full speed and with the file's own times: the
   * first frame is at the asked instant, or at the one that the file tells (the tag {@code date} of
   * our own exports, else {@code creation_time}). It becomes a recording of its own.
   *
   * <p>Footage is in the order of time, so that a file can only be imported behind what the camera
   * has; and a camera that is being recorded can't have a file imported. The {@link Import} fails
   * with {@link ConfigurationException} where the file comes too early or does not tell its time,
   * and with {@link StorageException} of reason WRITER_CONFLICT where the camera is being recorded.
   *
   * @throws ConfigurationException when there is no camera with this id, or no such file
   */
  Import importFile(ImportRequest request);

  /**
   * The picture that was to be seen at an instant, or the key frame nearest to it.
   *
   * @throws ConfigurationException when there is no camera with this id, or no {@link
   *     io.finalnvr.spi.MediaDecoderProvider} is on the class path
   * @throws MediaException when there is no footage at that instant or it can't be decoded
   */
  Picture snapshot(String cameraId, SnapshotRequest request);

  /**
   * A contact sheet: small pictures of many instants in one. Where there is no footage stands an
   * empty tile that says why. Blocks for some 50 ms a picture.
   *
   * @throws ConfigurationException when there is no camera with this id, or no {@link
   *     io.finalnvr.spi.MediaDecoderProvider} is on the class path
   * @throws MediaException with reason OUTPUT when the sheet would be too large
   */
  Picture sheet(String cameraId, SheetRequest request);

  /**
   * Checks what is stored against the rules of its form. Blocks until it is through; changes
   * nothing, and may be done while the camera records. Begins and ends at an index record.
   *
   * @throws ConfigurationException when there is no such camera or log
   */
  VerifyResult verify(VerifyRequest request, VerifyListener listener);

  /** Adds a listener; it is told of everything that happens from now on. */
  void addListener(NvrListener listener);

  /** Removes a listener. */
  void removeListener(NvrListener listener);

  /**
   * Ends players, exports and analyses, then recorders (what they hold is made durable), then the
   * store where the builder opened it from a URI or path. Idempotent; takes 30 s at most.
   */
  @Override
  void close();
}
