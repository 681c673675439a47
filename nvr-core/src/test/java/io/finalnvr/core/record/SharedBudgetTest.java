package io.finalnvr.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.finalnvr.core.record.SharedBudget.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedBudgetTest {

  private final SharedBudget budget = new SharedBudget(8_000);

  @Test
  void whatIsGivenBack_isThereForOthers() {
    Account gate = budget.open();
    Account yard = budget.open();
    assertThat(gate.grow(2_000)).isTrue();
    assertThat(gate.grow(6_000)).isTrue();
    yard.grow(2_000);
    assertThat(yard.grow(2_001)).isFalse();

    gate.shrink(5_000);

    assertThat(yard.grow(3_000)).isTrue();
    assertThat(budget.held()).isEqualTo(8_000);
  }

  @Test
  void streamThatLeaves_makesSharesLarger() {
    Account gate = budget.open();
    Account yard = budget.open();
    yard.grow(3_000);
    gate.grow(1_000);
    assertThat(gate.grow(5_001)).isFalse();

    yard.close();
    yard.shrink(0);

    assertThat(budget.held()).isEqualTo(1_000);
    assertThat(gate.grow(8_000)).isTrue();
  }

  @Test
  void whateverStreamsDo_theBoundHolds_andNoneIsRefusedWithinItsShare() {
    Random random = new Random(7);
    List<Account> accounts = new ArrayList<>();
    long[] held = new long[8];
    for (int i = 0; i < held.length; i++) {
      accounts.add(budget.open());
    }
    for (int step = 0; step < 100_000; step++) {
      int i = random.nextInt(held.length);
      if (random.nextInt(3) == 0) {
        held[i] -= random.nextInt((int) held[i] + 1);
        accounts.get(i).shrink(held[i]);
      } else {
        long wanted = held[i] + 1 + random.nextInt(100);
        boolean taken = accounts.get(i).grow(wanted);
        assertThat(taken || wanted > 500).isTrue();
        held[i] = taken ? wanted : held[i];
      }
      long all = 0;
      for (long each : held) {
        all += each;
      }
      assertThat(budget.held()).isEqualTo(all).isLessThanOrEqualTo(8_000);
    }
  }
}
