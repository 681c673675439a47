package io.finalnvr;

/**
 * What a verification went through.
 *
 * @param log name of the log
 * @param records that it has there
 * @param bytes of data
 * @param indexRecords that it has there
 * @param breaches how many were found
 */
public record VerifyResult(
    String log, long records, long bytes, long indexRecords, long breaches) {}
