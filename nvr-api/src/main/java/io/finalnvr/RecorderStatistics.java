package io.finalnvr;

/**
 * Counts since a recorder was started; frames of all tracks.
 *
 * @param framesReceived frames that arrived
 * @param framesDurable frames with a receipt
 * @param framesDropped frames that were dropped
 * @param bytesReceived bytes of the frames that arrived
 * @param bytesDurable bytes of the frames with a receipt
 * @param bytesInFlight bytes of frames received and not yet durable
 * @param recordings recordings begun
 * @param connectionsLost how often the camera was lost after it had streamed
 */
public record RecorderStatistics(
    long framesReceived,
    long framesDurable,
    long framesDropped,
    long bytesReceived,
    long bytesDurable,
    long bytesInFlight,
    long recordings,
    long connectionsLost) {}
