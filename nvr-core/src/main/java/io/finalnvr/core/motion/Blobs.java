package io.finalnvr.core.motion;

import java.util.Arrays;

/**
 * Joins neighbouring cells of the foreground, and keeps those groups that are large enough and of
 * which a part has changed since the picture before: what only stands there does not move. Not
 * thread-safe.
 */
final class Blobs {

  private static final int FEWEST_CHANGED = 3;

  /** The part of a group that must have changed. */
  private static final double CHANGED = 0.04;

  private final CellGrid grid;
  private final int fewest;
  private final int[] group;
  private final int[] stack;

  /** Cells of what moves and is large enough. */
  final boolean[] moving;

  /** Cells of what moves, however small. */
  final boolean[] active;

  /**
   * With no group.
   *
   * @param fewest how many cells a group must have
   */
  Blobs(CellGrid grid, int fewest) {
    this.grid = grid;
    this.fewest = fewest;
    this.group = new int[grid.cells()];
    this.stack = new int[grid.cells()];
    this.moving = new boolean[grid.cells()];
    this.active = new boolean[grid.cells()];
  }

  void find(boolean[] foreground, boolean[] changed) {
    Arrays.fill(moving, false);
    Arrays.fill(active, false);
    Arrays.fill(group, 0);
    int groups = 0;
    for (int i = 0; i < group.length; i++) {
      if (foreground[i] && group[i] == 0) {
        fill(i, ++groups, foreground, changed);
      }
    }
  }

  private void fill(int from, int number, boolean[] foreground, boolean[] changed) {
    int top = 0;
    int done = 0;
    stack[top++] = from;
    group[from] = number;
    int changes = 0;
    // Those taken stay in the stack, so that they can be marked.
    while (done < top) {
      int cell = stack[done++];
      changes += changed[cell] ? 1 : 0;
      int column = cell % grid.columns;
      int row = cell / grid.columns;
      for (int y = Math.max(0, row - 1); y <= Math.min(grid.rows - 1, row + 1); y++) {
        for (int x = Math.max(0, column - 1); x <= Math.min(grid.columns - 1, column + 1); x++) {
          int next = y * grid.columns + x;
          if (foreground[next] && group[next] == 0) {
            group[next] = number;
            stack[top++] = next;
          }
        }
      }
    }
    if (changes >= Math.max(Math.min(FEWEST_CHANGED, fewest), CHANGED * top)) {
      for (int i = 0; i < top; i++) {
        active[stack[i]] = true;
        moving[stack[i]] = top >= fewest;
      }
    }
  }
}
