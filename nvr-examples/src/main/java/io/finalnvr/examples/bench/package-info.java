/**
 * What {@code nvr bench} measures, and how it is shown.
 *
 * <ul>
 *   <li>{@link io.finalnvr.examples.bench.LatencyBench}: from a frame received to durable, and to
 *       delivered by a live player
 *   <li>{@link io.finalnvr.examples.bench.CapacityBench}: how many cameras a machine records
 *       without loss
 *   <li>{@link io.finalnvr.examples.bench.ExportBench}: how fast footage becomes a file, beside
 *       Pravega's plain reader
 *   <li>{@link io.finalnvr.examples.bench.ReplayBench}: how fast it is played
 *   <li>{@link io.finalnvr.examples.bench.NodeBench}: how long the embedded node takes to start,
 *       and what it takes while idle
 *   <li>{@link io.finalnvr.examples.bench.Report}, {@link io.finalnvr.examples.bench.Machine}:
 *       results with the machine that they are of
 * </ul>
 */
@NullMarked
package io.finalnvr.examples.bench;

import org.jspecify.annotations.NullMarked;
