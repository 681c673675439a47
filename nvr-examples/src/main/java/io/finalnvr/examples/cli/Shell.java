package io.finalnvr.examples.cli;

import io.finalnvr.examples.console.Console;
import io.finalnvr.examples.console.Stop;
import java.time.InstantSource;
import java.time.ZoneId;

/**
 * What a command has around it.
 *
 * @param console where it writes
 * @param stop whether it shall stop
 * @param clock the time
 * @param zone in which times without a zone are meant and shown
 */
record Shell(Console console, Stop stop, InstantSource clock, ZoneId zone) {}
