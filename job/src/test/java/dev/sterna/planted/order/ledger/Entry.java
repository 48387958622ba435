package dev.sterna.planted.order.ledger;

public record Entry() {}
