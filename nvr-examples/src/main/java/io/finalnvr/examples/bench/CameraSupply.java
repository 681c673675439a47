package io.finalnvr.examples.bench;

import io.finalnvr.CameraConfig;
import io.finalnvr.NvrBuilder;
import java.nio.file.Path;

/** Where the cameras of a bench come from. */
public interface CameraSupply extends AutoCloseable {

  /** For the report. */
  String name();

  /** Gives the recorder what it needs for these cameras. */
  default NvrBuilder equip(NvrBuilder builder) {
    return builder;
  }

  /** Whether GStreamer is what receives them. */
  default boolean isReceivedByGStreamer() {
    return false;
  }

  /** Whether other recorders can connect to these cameras too. */
  default boolean othersCanRecord() {
    return false;
  }

  /** The camera of a number, from 0 on; it sends from now on. Ask once for each. */
  CameraConfig camera(int number) throws Exception;

  @Override
  default void close() {}

  /** Cameras that cost next to nothing: frames of noise, out of this process. */
  static CameraSupply synthetic(int framesPerSecond, long bitsPerSecond) {
    SyntheticCameras cameras = new SyntheticCameras(framesPerSecond, bitsPerSecond);
    return new CameraSupply() {
      @Override
      public String name() {
        return "synthetic";
      }

      @Override
      public NvrBuilder equip(NvrBuilder builder) {
        return builder.mediaSource(cameras);
      }

      @Override
      public CameraConfig camera(int number) {
        return SyntheticCameras.camera(number);
      }
    };
  }

  /**
   * RTSP cameras in other processes, which send a clip over and over.
   *
   * @param work folder for the clip
   */
  static CameraSupply rtsp(int framesPerSecond, long bitsPerSecond, Path work) throws Exception {
    return RtspCameras.start(framesPerSecond, bitsPerSecond, work);
  }
}
