package io.finalnvr.pravega;

import io.finalnvr.StorageException;
import io.finalnvr.StorageException.Reason;
import io.netty.buffer.ByteBuf;
import io.pravega.client.byteStream.impl.ByteStreamReaderImpl;
import io.pravega.client.connection.impl.RawClient;
import io.pravega.client.security.auth.DelegationTokenProvider;
import io.pravega.client.security.auth.DelegationTokenProviderFactory;
import io.pravega.client.segment.impl.NoSuchSegmentException;
import io.pravega.client.segment.impl.Segment;
import io.pravega.client.segment.impl.SegmentInfo;
import io.pravega.client.segment.impl.SegmentInputStreamFactoryImpl;
import io.pravega.client.segment.impl.SegmentMetadataClient;
import io.pravega.client.segment.impl.SegmentMetadataClientFactoryImpl;
import io.pravega.shared.protocol.netty.Reply;
import io.pravega.shared.protocol.netty.WireCommands.NoSuchSegment;
import io.pravega.shared.protocol.netty.WireCommands.ReadSegment;
import io.pravega.shared.protocol.netty.WireCommands.SegmentIsTruncated;
import io.pravega.shared.protocol.netty.WireCommands.SegmentRead;
import io.pravega.shared.security.auth.AccessOperation;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A stream of one segment. */
final class PravegaStream implements ByteStream, AutoCloseable {

  private static final int MAX_READ = 1 << 20;
  private static final int READ_ATTEMPTS = 5;

  private final PravegaClient client;
  private final Segment segment;
  private final DelegationTokenProvider readToken;
  private final SegmentMetadataClient metadata;
  private final Object lock = new Object();
  private @Nullable RawClient connection;

  PravegaStream(PravegaClient client, Segment segment) {
    this.client = client;
    this.segment = segment;
    this.readToken = token(AccessOperation.READ);
    this.metadata = metadata(readToken);
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
    int failures = 0;
    while (target.hasRemaining()) {
      try {
        offset += readSome(offset, target);
      } catch (StorageException e) {
        if (!e.retryable() || ++failures == READ_ATTEMPTS) {
          throw e;
        }
        dropConnection();
      }
    }
  }

  private int readSome(long offset, ByteBuffer target) throws CutOffException {
    RawClient raw = connection();
    long request = raw.getFlow().getNextSequenceNumber();
    int length = Math.min(target.remaining(), MAX_READ);
    StoreRead event = new StoreRead(name(), offset, length);
    event.begin();
    CompletableFuture<Reply> answer =
        readToken
            .retrieveToken()
            .thenCompose(
                token ->
                    raw.sendRequest(
                        request,
                        new ReadSegment(segment.getScopedName(), offset, length, token, request)));
    Reply reply = client.ask(name(), () -> answer);
    event.commit();
    if (reply instanceof SegmentRead read) {
      return copy(read, target);
    }
    if (reply instanceof SegmentIsTruncated) {
      throw new CutOffException();
    }
    if (reply instanceof NoSuchSegment) {
      throw PravegaErrors.toStorageException(
          new NoSuchSegmentException(segment.getScopedName()), name());
    }
    throw new StorageException(
        Reason.UNAVAILABLE, name() + ": unexpected answer " + reply.getClass().getSimpleName());
  }

  private static int copy(SegmentRead read, ByteBuffer target) {
    ByteBuf data = read.getData();
    try {
      int length = Math.min(data.readableBytes(), target.remaining());
      data.readBytes(target.slice(target.position(), length));
      target.position(target.position() + length);
      return length;
    } finally {
      read.release();
    }
  }

  private RawClient connection() {
    synchronized (lock) {
      RawClient open = connection;
      if (open == null || open.isClosed()) {
        open = new RawClient(client.controller(), client.pool(), segment);
        connection = open;
      }
      return open;
    }
  }

  private void dropConnection() {
    synchronized (lock) {
      if (connection != null) {
        connection.close();
        connection = null;
      }
    }
  }

  @Override
  public ByteFeed feed(long offset) {
    return new PravegaFeed(
        name(),
        new ByteStreamReaderImpl(
            new SegmentInputStreamFactoryImpl(client.controller(), client.pool())
                .createInputStreamForSegment(segment, token(AccessOperation.READ), offset),
            metadata(readToken)));
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
    dropConnection();
    metadata.close();
  }
}
