/**
 * A server and sessions on it: how they are opened, what the server is, may and lacks, what its errors mean, and the few
 * tables that Sterna keeps there. Rows and the definitions of a schema have rooms of their own.
 */
package dev.sterna.dialect.mysql.server;
