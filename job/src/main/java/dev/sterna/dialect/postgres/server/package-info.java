/**
 * The server and the sessions on it: how a session is opened, what the server can do, whether it is ready, what its
 * failures mean, its snapshots and its ledger. Nothing here knows schemas or the values of rows.
 */
package dev.sterna.dialect.postgres.server;
