/**
 * Everything that reads footage for users.
 *
 * <ul>
 *   <li>{@link io.finalnvr.core.play.FootagePlayer}: a player on a thread of its own
 *   <li>{@link io.finalnvr.core.play.FootageExport}: a range as an MP4 file
 *   <li>{@link io.finalnvr.core.play.Snapshots}: the picture shown at an instant
 *   <li>{@link io.finalnvr.core.play.GapFinder}: where these learn why footage is missing
 * </ul>
 *
 * They share FootageReader (log items to frames) and Locator (instants to positions).
 */
@NullMarked
package io.finalnvr.core.play;

import org.jspecify.annotations.NullMarked;
