package io.finalnvr.spi;

/** What a reader finds in a frame log. */
public sealed interface LogItem permits StoredFrame, LogBreak {}
