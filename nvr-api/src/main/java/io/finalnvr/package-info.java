/**
 * The recorder as applications see it.
 *
 * <ul>
 *   <li>{@link io.finalnvr.Nvr}, made by {@link io.finalnvr.NvrBuilder}: the way in
 *   <li>{@link io.finalnvr.Camera}, {@link io.finalnvr.CameraConfig}, {@link
 *       io.finalnvr.Credentials}, {@link io.finalnvr.Transport}, {@link io.finalnvr.TlsTrust},
 *       {@link io.finalnvr.Tolerances}, {@link io.finalnvr.CameraState}: cameras
 *   <li>{@link io.finalnvr.Recorder}, {@link io.finalnvr.RecorderListener}, {@link
 *       io.finalnvr.Receipt}, {@link io.finalnvr.RecorderStatistics}: recording
 *   <li>{@link io.finalnvr.RecordingSchedule}, {@link io.finalnvr.WeeklyTimetable}, {@link
 *       io.finalnvr.RecordingDemand}: when to record
 *   <li>{@link io.finalnvr.Event}, {@link io.finalnvr.Subscription}, {@link io.finalnvr.Bookmark}:
 *       what happened, and what was marked
 *   <li>{@link io.finalnvr.CameraStream}, {@link io.finalnvr.SubStream}: main and sub stream
 *   <li>{@link io.finalnvr.Player}, {@link io.finalnvr.SyncGroup}, {@link io.finalnvr.Playback},
 *       {@link io.finalnvr.SeekMode}, {@link io.finalnvr.Speed}, {@link io.finalnvr.GapMode}:
 *       replay and live view
 *   <li>{@link io.finalnvr.WebRtcView}: live view in a browser by WebRTC
 *   <li>{@link io.finalnvr.Timeline}, {@link io.finalnvr.Recording}, {@link io.finalnvr.Gap},
 *       {@link io.finalnvr.TimeRange}: what there is
 *   <li>{@link io.finalnvr.Export}, {@link io.finalnvr.ExportRequest}, {@link
 *       io.finalnvr.VirtualFile}, {@link io.finalnvr.SnapshotRequest}: taking footage out
 *   <li>{@link io.finalnvr.Import}, {@link io.finalnvr.ImportRequest}: taking footage in
 *   <li>{@link io.finalnvr.VerifyRequest}, {@link io.finalnvr.VerifyResult}, {@link
 *       io.finalnvr.VerifyListener}, {@link io.finalnvr.Breach}: whether what is stored is right
 *   <li>{@link io.finalnvr.NvrException} and its kinds: what can go wrong
 * </ul>
 */
@NullMarked
package io.finalnvr;

import org.jspecify.annotations.NullMarked;
