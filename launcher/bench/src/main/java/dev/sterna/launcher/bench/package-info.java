/**
 * The benchmark: Sterna and other tools on the same rows, the same servers and the same machine, one after the other. It
 * only starts programs and watches them from outside, Sterna as well as the others, so that all are measured alike.
 */
package dev.sterna.launcher.bench;
