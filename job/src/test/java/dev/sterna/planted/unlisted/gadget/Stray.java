package dev.sterna.planted.unlisted.gadget;

public record Stray() {}
