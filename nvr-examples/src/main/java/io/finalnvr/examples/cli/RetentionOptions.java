package io.finalnvr.examples.cli;

import io.finalnvr.RetentionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much footage is kept. */
final class RetentionOptions {

  @Option(
      names = "--max-age",
      paramLabel = "<duration>",
      description = "Keep footage that long: 30d, 12h, 90m.")
  @Nullable Duration maxAge;

  @Option(
      names = "--max-bytes",
      paramLabel = "<size>",
      description = "Keep that many bytes: 500GB, 2TB, 100GiB, 1000000.")
  @Nullable String maxBytes;

  @Option(
      names = "--keep-more",
      description = "With both: what either of them keeps stays. Default: each sets a limit.")
  boolean keepMore;

  Optional<RetentionPolicy> policy() {
    List<RetentionPolicy> policies = new ArrayList<>();
    if (maxAge != null) {
      policies.add(RetentionPolicy.maxAge(maxAge));
    }
    if (maxBytes != null) {
      policies.add(RetentionPolicy.maxBytes(Arguments.bytes(maxBytes)));
    }
    if (policies.size() < 2) {
      return policies.stream().findFirst();
    }
    RetentionPolicy[] both = policies.toArray(RetentionPolicy[]::new);
    return Optional.of(keepMore ? RetentionPolicy.allOf(both) : RetentionPolicy.anyOf(both));
  }
}
