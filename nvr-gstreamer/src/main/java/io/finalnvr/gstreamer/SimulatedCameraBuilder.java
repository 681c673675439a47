package io.finalnvr.gstreamer;

import io.finalnvr.ConfigurationException;
import io.finalnvr.Credentials;
import io.finalnvr.media.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Describes a {@link SimulatedCamera}. Every setter throws at once on a value that can't be. */
public final class SimulatedCameraBuilder {

  private boolean video = true;
  private Codec codec = Codec.H264;
  private int width = 1280;
  private int height = 720;
  private int framesPerSecond = 25;
  private int gop = 50;
  private int bFrames = 0;
  private int kilobitsPerSecond = 2000;
  private Optional<Codec> audio = Optional.empty();
  private Optional<Path> file = Optional.empty();
  private Optional<BoxMotion> motion = Optional.empty();
  private int port = 0;
  private String path = "/stream";
  private Optional<Credentials> credentials = Optional.empty();
  private SimulatedCamera.Authentication authentication = SimulatedCamera.Authentication.DIGEST;
  private Optional<String> tls = Optional.empty();
  private OptionalLong firstTimestamp = OptionalLong.empty();
  private RtpClock rtpClock = RtpClock.RIGHT;

  SimulatedCameraBuilder() {}

  /** The video codec: H264, H265 or MJPEG. Default: H264. */
  public SimulatedCameraBuilder codec(Codec codec) {
    switch (Objects.requireNonNull(codec, "codec")) {
      case H264, H265, MJPEG -> this.codec = codec;
      default -> throw new ConfigurationException(codec + " is not H264, H265 or MJPEG");
    }
    return this;
  }

  /** Sends no pictures, only sound. Default: pictures. */
  public SimulatedCameraBuilder withoutVideo() {
    this.video = false;
    return this;
  }

  /** Size of the picture: 160 to 4096 by 96 to 2304, multiples of 8 and 2. Default: 1280, 720. */
  public SimulatedCameraBuilder size(int width, int height) {
    checkSize(width, height);
    this.width = width;
    this.height = height;
    return this;
  }

  static void checkSize(int width, int height) {
    check("width", width, 160, 4096);
    check("height", height, 96, 2304);
    if (width % 8 != 0 || height % 2 != 0) {
      throw new ConfigurationException(
          "size %d x %d; the width must be a multiple of 8, the height of 2"
              .formatted(width, height));
    }
  }

  /** Frames per second, 1 to 120. Default: 25. */
  public SimulatedCameraBuilder framesPerSecond(int framesPerSecond) {
    this.framesPerSecond = check("framesPerSecond", framesPerSecond, 1, 120);
    return this;
  }

  /** Frames from one key frame to the next, 1 to 3000. Default: 50. */
  public SimulatedCameraBuilder gop(int frames) {
    this.gop = check("gop", frames, 1, 3000);
    return this;
  }

  /** B-frames in a row, 0 to 4; only H264 and H265 have them. Default: 0. */
  public SimulatedCameraBuilder bFrames(int bFrames) {
    this.bFrames = check("bFrames", bFrames, 0, 4);
    return this;
  }

  /** Bit rate of the video at most; of MJPEG ignored. Default: 2000 kbit/s. */
  public SimulatedCameraBuilder kilobitsPerSecond(int kilobitsPerSecond) {
    this.kilobitsPerSecond = check("kilobitsPerSecond", kilobitsPerSecond, 50, 100_000);
    return this;
  }

  /**
   * Adds sound, a beep at each full second: AAC or OPUS (48 kHz), PCMA or PCMU (8 kHz). Default:
   * none.
   */
  public SimulatedCameraBuilder audio(Codec codec) {
    switch (Objects.requireNonNull(codec, "codec")) {
      case AAC, PCMA, PCMU, OPUS -> this.audio = Optional.of(codec);
      default -> throw new ConfigurationException(codec + " is not AAC, OPUS, PCMA or PCMU");
    }
    return this;
  }

  /**
   * Sends the video and the sound of a media file for ever, in place of the test pattern, without
   * encoding them anew; the file is kept in memory. What the other setters say of video and sound
   * is then ignored.
   */
  public SimulatedCameraBuilder file(Path file) {
    if (!Files.isReadable(file)) {
      throw new ConfigurationException("can't read the file " + file);
    }
    this.file = Optional.of(file);
    return this;
  }

  /**
   * Shows a scene in which nothing moves but a box at known times; without the cells of {@link
   * SimulatedPicture}. Default: a scene in which much moves all the time.
   */
  public SimulatedCameraBuilder motion(BoxMotion motion) {
    this.motion = Optional.of(motion);
    return this;
  }

  /** The TCP port; 0 takes a free one, which stays the same for the camera's life. Default: 0. */
  public SimulatedCameraBuilder port(int port) {
    this.port = check("port", port, 0, 65_535);
    return this;
  }

  /** The path of the URI: a slash, then letters, digits and {@code / . _ -}. Default: /stream. */
  public SimulatedCameraBuilder path(String path) {
    if (!path.matches("/[A-Za-z0-9._/-]+")) {
      throw new ConfigurationException(
          "path '" + path + "'; it must be a slash, then letters, digits and / . _ -");
    }
    this.path = path;
    return this;
  }

  /** Lets in only clients with these credentials. Default: everybody. */
  public SimulatedCameraBuilder credentials(
      Credentials credentials, SimulatedCamera.Authentication authentication) {
    this.credentials = Optional.of(credentials);
    this.authentication = Objects.requireNonNull(authentication, "authentication");
    return this;
  }

  /**
   * Speaks TLS only; the scheme of the URI is {@code rtsps}. Default: no TLS.
   *
   * @param pem file with a certificate and its private key, PEM
   */
  public SimulatedCameraBuilder tls(Path pem) {
    try {
      this.tls = Optional.of(Files.readString(pem));
    } catch (IOException e) {
      throw new ConfigurationException("can't read the certificate " + pem, e);
    }
    return this;
  }

  /** The RTP timestamp of the first packets. Default: any. */
  SimulatedCameraBuilder firstTimestamp(long timestamp) {
    this.firstTimestamp = OptionalLong.of(timestamp);
    return this;
  }

  /** What RTP timestamps are worth. Default: they are right. */
  SimulatedCameraBuilder rtpClock(RtpClock rtpClock) {
    this.rtpClock = rtpClock;
    return this;
  }

  /**
   * Starts the camera.
   *
   * @throws ConfigurationException when the port is taken, or the file can't be sent
   * @throws io.finalnvr.CameraException with reason SETUP when something is missing on this
   *     machine; the message names the packages to install
   */
  public SimulatedCamera start() {
    if (!video && (audio.isEmpty() || file.isPresent())) {
      throw new ConfigurationException("a camera without video needs sound, and no file");
    }
    if (codec == Codec.MJPEG && bFrames > 0) {
      throw new ConfigurationException("MJPEG has no B-frames; leave bFrames at 0");
    }
    if (codec == Codec.MJPEG && (width > 2040 || height > 2040 || height % 8 != 0)) {
      throw new ConfigurationException(
          "size %d x %d; MJPEG over RTP takes 2040 x 2040 at most, in multiples of 8"
              .formatted(width, height));
    }
    return SimulatedCamera.start(
        new SimulatedSettings(
            video,
            codec,
            width,
            height,
            framesPerSecond,
            gop,
            bFrames,
            kilobitsPerSecond,
            audio,
            file,
            motion,
            port,
            path,
            credentials,
            authentication,
            tls,
            firstTimestamp,
            rtpClock));
  }

  private static int check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ConfigurationException(
          "%s %d; it must be %d to %d".formatted(name, value, least, most));
    }
    return value;
  }
}
