package dev.sterna.launcher.bench;

/**
 * What a program took.
 *
 * @param seconds from before its start to after its end
 * @param peakBytes the most resident memory that it and its descendants had at one moment, looked at ten times a second;
 *     memory that processes share counts for each
 * @param cpuSeconds of it and its descendants, user and system; the servers' are not in it
 * @param lastOutput its last lines, for the case that it failed
 */
record Usage(int exitCode, double seconds, long peakBytes, double cpuSeconds, String lastOutput) {}
