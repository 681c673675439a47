package io.finalnvr;

import java.util.Objects;

/**
 * A place where a log breaks a rule of its form.
 *
 * @param part which of the two
 * @param position offset of the first byte that is wrong, in the data or in the index
 * @param rule which rule
 * @param detail for people: what is there, and what should be
 */
public record Breach(Part part, long position, Rule rule, String detail) {

  /** A log has records and an index of them. */
  public enum Part {
    /** The records. */
    DATA,
    /** The index. */
    INDEX
  }

  /** What has to hold. */
  public enum Rule {
    /** What stands there is a record: type and length are possible. */
    RECORD,
    /** Reserved bits and bits without a meaning are 0. */
    RESERVED,
    /** The timestamp is possible, and within those of the index records around it. */
    TIMESTAMP,
    /** The pieces of a split payload follow each other, without flags. */
    PIECES,
    /** Nothing is cut off in the middle. */
    TORN,
    /** Timestamps of index records increase, their positions do not decrease. */
    INDEX_ORDER,
    /** An index record points at the start of a record with its timestamp and flags. */
    INDEX_ENTRY,
    /** Index records keep the distance between them. */
    INDEX_DISTANCE,
    /** What is to be in the index is there. */
    INDEX_MISSING,
    /** The first record and the first index record after an end are marked as discontinuity. */
    SESSION_START,
    /** An index record that ends a recording is not before its last record. */
    SESSION_END,
    /** Index and data begin together. */
    HEAD,
    /** A payload can be read. */
    PAYLOAD,
    /** A payload from which decoding can start holds all that is needed for it. */
    PAYLOAD_START,
    /** The times of the frames go on from those before. */
    PAYLOAD_TIME
  }

  /** Checks the arguments. */
  public Breach {
    Objects.requireNonNull(part, "part");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(detail, "detail");
  }
}
