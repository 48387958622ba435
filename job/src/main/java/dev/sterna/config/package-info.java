/** Configuration: HOCON to records, every problem at once, with file and line. No database is asked here. */
package dev.sterna.config;
