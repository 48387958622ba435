/** Everything that a person or a program reads afterwards. */
package dev.sterna.report;
