package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.netty.buffer.ByteBuf;
import io.pravega.client.security.auth.DelegationTokenProvider;
import io.pravega.client.security.auth.DelegationTokenProviderFactory;
import io.pravega.client.segment.impl.Segment;
import io.pravega.client.segment.impl.SegmentInfo;
import io.pravega.client.segment.impl.SegmentMetadataClient;
import io.pravega.client.segment.impl.SegmentMetadataClientFactoryImpl;
import io.pravega.shared.protocol.netty.WireCommands.SegmentRead;
import io.pravega.shared.security.auth.AccessOperation;
import java.nio.ByteBuffer;

/** A stream of one segment. */
final class PravegaStream implements ByteStream, AutoCloseable {

  private static final int MAX_READ = 1 << 20;
  private static final int READ_ATTEMPTS = 5;

  private final PravegaClient client;
  private final Segment segment;
  private final SegmentMetadataClient metadata;
  private final SegmentReads reads;
  private final RecentReads recent = new RecentReads();

  PravegaStream(PravegaClient client, Segment segment) {
    this.client = client;
    this.segment = segment;
    DelegationTokenProvider token = token(AccessOperation.READ);
    this.metadata = metadata(token);
    this.reads = new SegmentReads(client, segment, token);
  }

  private DelegationTokenProvider token(AccessOperation operation) {
    return DelegationTokenProviderFactory.create(client.controller(), segment, operation);
  }

  private SegmentMetadataClient metadata(DelegationTokenProvider token) {
    return new SegmentMetadataClientFactoryImpl(client.controller(), client.pool())
        .createSegmentMetadataClient(segment, token);
  }

  private String name() {
    return segment.getStreamName();
  }

  @Override
  public Extent extent() {
    StoreRead event = new StoreRead(name(), -1, 0);
    event.begin();
    SegmentInfo info = client.ask(name(), () -> metadata.getSegmentInfo());
    event.commit();
    return new Extent(info.getStartingOffset(), info.getWriteOffset());
  }

  @Override
  public void read(long offset, ByteBuffer target) throws CutOffException {
    if (recent.fill(offset, target)) {
      return;
    }
    int start = target.position();
    int failures = 0;
    for (long at = offset; target.hasRemaining(); ) {
      try {
        at += readSome(at, target);
      } catch (StorageException e) {
        if (!e.retryable() || ++failures == READ_ATTEMPTS) {
          throw e;
        }
        reads.reconnect();
      }
    }
    recent.keep(offset, target.slice(start, target.position() - start));
  }

  private int readSome(long offset, ByteBuffer target) throws CutOffException {
    int length = Math.min(target.remaining(), MAX_READ);
    StoreRead event = new StoreRead(name(), offset, length);
    event.begin();
    SegmentRead read;
    try {
      read = client.ask(name(), () -> reads.ask(offset, length));
    } catch (StorageException e) {
      if (PravegaErrors.isCutOff(e)) {
        throw new CutOffException(e);
      }
      throw e;
    }
    event.commit();
    ByteBuf data = read.getData();
    int bytes = Math.min(data.readableBytes(), target.remaining());
    if (bytes == 0) {
      throw new StorageException(Reason.UNAVAILABLE, name() + ": nothing came");
    }
    data.readBytes(target.slice(target.position(), bytes));
    target.position(target.position() + bytes);
    return bytes;
  }

  @Override
  public ByteFeed feed(long offset) {
    return new PravegaFeed(name(), reads, offset);
  }

  @Override
  public ByteSink sink(long offset) {
    return new PravegaSink(client, segment, token(AccessOperation.WRITE), offset);
  }

  @Override
  public void truncateBefore(long offset) {
    SegmentMetadataClient writing = metadata(token(AccessOperation.WRITE));
    try {
      client.ask(name(), () -> writing.truncateSegment(offset));
    } finally {
      writing.close();
    }
  }

  @Override
  public void close() {
    reads.close();
    metadata.close();
  }
}
