package io.finalnvr.core.mp4;

import java.util.ArrayList;
import java.util.List;

/** A growing list of ints without boxes around them and without copying when it grows. */
final class IntTable {

  private static final int PAGE_BITS = 12;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  private final List<int[]> pages = new ArrayList<>();
  private int size;

  void add(int value) {
    if ((size & PAGE_MASK) == 0) {
      pages.add(new int[1 << PAGE_BITS]);
    }
    pages.get(size >> PAGE_BITS)[size & PAGE_MASK] = value;
    size = Math.addExact(size, 1);
  }

  int get(int index) {
    return pages.get(index >> PAGE_BITS)[index & PAGE_MASK];
  }

  void set(int index, int value) {
    pages.get(index >> PAGE_BITS)[index & PAGE_MASK] = value;
  }

  int size() {
    return size;
  }
}
