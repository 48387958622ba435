/**
 * What a dialect says of one server: who it is and what it can do, how connections to it are protected, what stands in a migration's way,
 * its snapshots, its log of changes, how it is kept from taking writes, and what the ledger needs of it. Knows no {@code Dialect}.
 */
package dev.sterna.dialect.server;
