package io.finalnvr;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says how much footage of a camera is kept. A pure function of what there is and now: it never
 * removes anything itself, the engine does.
 *
 * <p>Footage before the cutoff goes, oldest first, in whole entries of the index: at most one entry
 * (up to 10 s) more than the policy asks for stays, never less than it asks to keep. Held footage
 * stays in any case.
 *
 * <pre>{@code
 * RetentionPolicy.anyOf(RetentionPolicy.maxAge(Duration.ofDays(30)), RetentionPolicy.maxBytes(2_000_000_000_000L))
 * }</pre>
 *
 * <p>The policies made here can be kept in the catalogue. An implementation of the application's
 * own can be asked about, see {@link Nvr#explainRetention(String, RetentionPolicy)}, but not kept.
 */
@FunctionalInterface
public interface RetentionPolicy {

  /**
   * The cutoff: footage before it may go. Empty where everything stays.
   *
   * @throws StorageException when the footage can't be asked about
   */
  Optional<Instant> cutoff(StoredFootage footage, Instant now);

  /** What it asks for, in words. */
  default String describe() {
    return "a policy of the application";
  }

  /** What would go now and why, in words. */
  default String explain(StoredFootage footage, Instant now) {
    return cutoff(footage, now)
        .map(cutoff -> describe() + ": what is before " + cutoff + " goes")
        .orElseGet(() -> describe() + ": nothing goes");
  }

  /** Nothing ever goes. */
  static RetentionPolicy keepForever() {
    return new KeepForever();
  }

  /** What is older goes. */
  static RetentionPolicy maxAge(Duration age) {
    return new MaxAge(age);
  }

  /** The oldest goes until at most so many bytes are left. */
  static RetentionPolicy maxBytes(long bytes) {
    return new MaxBytes(bytes);
  }

  /** What one of the policies removes goes: each sets a limit of its own. */
  static RetentionPolicy anyOf(RetentionPolicy... policies) {
    return new AnyOf(List.of(policies));
  }

  /** Only what all of the policies remove goes: the most generous one decides. */
  static RetentionPolicy allOf(RetentionPolicy... policies) {
    return new AllOf(List.of(policies));
  }

  /** See {@link #keepForever}. */
  record KeepForever() implements RetentionPolicy {
    @Override
    public Optional<Instant> cutoff(StoredFootage footage, Instant now) {
      return Optional.empty();
    }

    @Override
    public String describe() {
      return "keep everything";
    }
  }

  /**
   * See {@link #maxAge}.
   *
   * @param age above zero
   */
  record MaxAge(Duration age) implements RetentionPolicy {
    /** Checks the argument. */
    public MaxAge {
      if (age.isNegative() || age.isZero()) {
        throw new ConfigurationException(
            "a maximum age of %s would keep nothing; it must be above zero".formatted(age));
      }
    }

    @Override
    public Optional<Instant> cutoff(StoredFootage footage, Instant now) {
      Instant oldestKept =
          age.compareTo(Duration.between(Instant.MIN, now)) < 0 ? now.minus(age) : Instant.MIN;
      return footage.range().map(TimeRange::start).filter(oldestKept::isAfter).map(o -> oldestKept);
    }

    @Override
    public String describe() {
      return "keep at most " + RetentionWords.duration(age);
    }
  }

  /**
   * See {@link #maxBytes}.
   *
   * @param bytes above zero
   */
  record MaxBytes(long bytes) implements RetentionPolicy {
    /** Checks the argument. */
    public MaxBytes {
      if (bytes <= 0) {
        throw new ConfigurationException(
            "a maximum of %d bytes would keep nothing; it must be above zero".formatted(bytes));
      }
    }

    @Override
    public Optional<Instant> cutoff(StoredFootage footage, Instant now) {
      return footage.bytes() <= bytes ? Optional.empty() : footage.startOfNewest(bytes);
    }

    @Override
    public String describe() {
      return "keep at most " + RetentionWords.bytes(bytes);
    }

    @Override
    public String explain(StoredFootage footage, Instant now) {
      return RetentionPolicy.super.explain(footage, now)
          + " of "
          + RetentionWords.bytes(footage.bytes());
    }
  }

  /**
   * See {@link #anyOf}.
   *
   * @param policies at least one
   */
  record AnyOf(List<RetentionPolicy> policies) implements RetentionPolicy {
    /** Copies the list. */
    public AnyOf {
      policies = RetentionWords.atLeastOne("anyOf", policies);
    }

    @Override
    public Optional<Instant> cutoff(StoredFootage footage, Instant now) {
      return policies.stream()
          .flatMap(policy -> policy.cutoff(footage, now).stream())
          .max(Instant::compareTo);
    }

    @Override
    public String describe() {
      return RetentionWords.join("whichever keeps less", policies, RetentionPolicy::describe);
    }

    @Override
    public String explain(StoredFootage footage, Instant now) {
      return RetentionWords.join("whichever keeps less", policies, p -> p.explain(footage, now));
    }
  }

  /**
   * See {@link #allOf}.
   *
   * @param policies at least one
   */
  record AllOf(List<RetentionPolicy> policies) implements RetentionPolicy {
    /** Copies the list. */
    public AllOf {
      policies = RetentionWords.atLeastOne("allOf", policies);
    }

    @Override
    public Optional<Instant> cutoff(StoredFootage footage, Instant now) {
      Instant earliest = Instant.MAX;
      for (RetentionPolicy policy : policies) {
        Optional<Instant> cutoff = policy.cutoff(footage, now);
        if (cutoff.isEmpty()) {
          return Optional.empty();
        }
        earliest = cutoff.get().isBefore(earliest) ? cutoff.get() : earliest;
      }
      return Optional.of(earliest);
    }

    @Override
    public String describe() {
      return RetentionWords.join("whichever keeps more", policies, RetentionPolicy::describe);
    }

    @Override
    public String explain(StoredFootage footage, Instant now) {
      return RetentionWords.join("whichever keeps more", policies, p -> p.explain(footage, now));
    }
  }
}
