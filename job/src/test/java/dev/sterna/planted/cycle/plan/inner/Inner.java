package dev.sterna.planted.cycle.plan.inner;

import dev.sterna.planted.cycle.plan.Outer;

public record Inner(Outer outer) {}
