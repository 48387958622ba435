package dev.sterna.planted.silent.model;

public record Unexplained() {}
