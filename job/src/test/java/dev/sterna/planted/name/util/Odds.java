package dev.sterna.planted.name.util;

public record Odds() {}
