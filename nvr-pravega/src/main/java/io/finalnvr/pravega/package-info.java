/**
 * The store on Pravega, in the byte format of gstreamer-pravega; see {@code doc/storage.md}.
 *
 * <ul>
 *   <li>The format, without I/O: {@code RecordHeader}, {@code RecordSplitter}, {@code
 *       RecordJoiner}, {@code IndexRecord}, {@code IndexRule}, {@code IndexSearch}, {@code TaiTime}
 *   <li>Frame logs on any byte streams: {@code PravegaFrameLog}, its reader, its writer, {@code
 *       LogIndex}, {@code LogRecovery}
 *   <li>Byte streams of Pravega: {@code ByteStreams} and what implements it
 *   <li>{@code PravegaStoreProvider}: opens {@code pravega://host:port/scope}
 * </ul>
 */
@NullMarked
package io.finalnvr.pravega;

import org.jspecify.annotations.NullMarked;
