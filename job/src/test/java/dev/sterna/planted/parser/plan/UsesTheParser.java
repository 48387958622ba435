package dev.sterna.planted.parser.plan;

import net.sf.jsqlparser.schema.Table;

public record UsesTheParser(Table table) {}
