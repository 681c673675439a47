/**
 * What happened in front of a camera, and what people have marked.
 *
 * <p>{@code EventLog} appends events to a log of the camera's own, apart from the loss ledger, so
 * that a timeline reads none of them; {@code EventTail} follows it. {@code Bookmarks} are in a map.
 */
@NullMarked
package io.finalnvr.core.event;

import org.jspecify.annotations.NullMarked;
