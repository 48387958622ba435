/**
 * Real database servers on this machine, unpacked from artefacts and thrown away afterwards: for the demo, the
 * benchmark and the tests. Nothing of a migration may depend on this package, and it knows nothing of one.
 */
package dev.sterna.embedded;
