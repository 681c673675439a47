package io.finalnvr.gstreamer;

import io.finalnvr.Credentials;
import io.finalnvr.media.Codec;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a simulated camera sends and how it is reached; checked by {@link SimulatedCameraBuilder}.
 *
 * @param video whether there are pictures
 * @param codec of the video
 * @param width pixels
 * @param height pixels
 * @param framesPerSecond how many
 * @param gop frames from one key frame to the next
 * @param bFrames frames that are sent after a later one, in a row
 * @param kilobitsPerSecond of the video
 * @param audio codec of the sound; empty for none
 * @param file to send in a loop instead of a test pattern
 * @param motion of the only thing that moves in the test pattern, where it is told
 * @param port to listen on; 0 for any free one
 * @param path of the URI
 * @param credentials that clients must present
 * @param authentication how they do
 * @param tls certificate and private key, PEM, where only TLS is spoken
 * @param firstTimestamp of RTP; empty for any
 * @param rtpClock what RTP timestamps are worth
 */
record SimulatedSettings(
    boolean video,
    Codec codec,
    int width,
    int height,
    int framesPerSecond,
    int gop,
    int bFrames,
    int kilobitsPerSecond,
    Optional<Codec> audio,
    Optional<Path> file,
    Optional<BoxMotion> motion,
    int port,
    String path,
    Optional<Credentials> credentials,
    SimulatedCamera.Authentication authentication,
    Optional<String> tls,
    OptionalLong firstTimestamp,
    RtpClock rtpClock) {}
