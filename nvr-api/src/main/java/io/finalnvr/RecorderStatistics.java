package io.finalnvr;

/**
 * Counts since a recorder was started; frames of all tracks.
 *
 * @param framesReceived frames that arrived
 * @param framesDurable frames with a receipt
 * @param framesDropped frames that were dropped
 * @param framesNotWanted frames that the schedule did not ask for
 * @param bytesReceived bytes of the frames that arrived
 * @param bytesDurable bytes of the frames with a receipt
 * @param bytesInFlight bytes of frames received and not yet durable
 * @param bytesInPreRoll bytes of frames kept in memory in case of an event
 * @param recordings recordings begun
 * @param connectionsLost how often the camera was lost after it had streamed
 */
public record RecorderStatistics(
    long framesReceived,
    long framesDurable,
    long framesDropped,
    long framesNotWanted,
    long bytesReceived,
    long bytesDurable,
    long bytesInFlight,
    long bytesInPreRoll,
    long recordings,
    long connectionsLost) {}
