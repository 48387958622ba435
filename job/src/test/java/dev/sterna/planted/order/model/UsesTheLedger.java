package dev.sterna.planted.order.model;

import dev.sterna.planted.order.ledger.Entry;

public record UsesTheLedger(Entry entry) {}
