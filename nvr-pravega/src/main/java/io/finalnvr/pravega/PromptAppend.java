package io.finalnvr.pravega;

import io.pravega.shared.protocol.netty.WireCommand;
import io.pravega.shared.protocol.netty.WireCommandType;
import io.pravega.shared.protocol.netty.WireCommands.ConditionalBlockEnd;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An append for an {@link AppendConnection} that is to be sent only if that can't take long. Never
 * goes over the wire itself. For one thread.
 */
final class PromptAppend implements WireCommand {

  private final ConditionalBlockEnd append;
  private boolean sent;

  PromptAppend(ConditionalBlockEnd append) {
    this.append = append;
  }

  ConditionalBlockEnd append() {
    return append;
  }

  /** Whether it was sent; if not, nothing was. */
  boolean isSent() {
    return sent;
  }

  void markSent() {
    sent = true;
  }

  @Override
  public WireCommandType getType() {
    return append.getType();
  }

  @Override
  public void writeFields(DataOutput out) throws IOException {
    append.writeFields(out);
  }
}
