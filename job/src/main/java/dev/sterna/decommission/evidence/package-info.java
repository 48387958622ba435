/**
 * What of a run is kept when its source is gone: copies of all that it has left behind, with their hashes, and the check of them
 * without any server. It knows of no step, and asks no source.
 */
package dev.sterna.decommission.evidence;
