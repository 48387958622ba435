/**
 * Statements that make tables and schemas of this engine, and the tables of this engine that a plan wants. Objects arrive
 * here as MySQL and MariaDB have them: conversion has rooms of its own.
 */
package dev.sterna.dialect.mysql.ddl;
