/**
 * What every engine needs to turn a foreign schema into one of its own: the draft that verdicts are collected in, the tables in view, names
 * that stay apart, types that the user wants instead. The rules are each engine's own.
 */
package dev.sterna.dialect.convert;
