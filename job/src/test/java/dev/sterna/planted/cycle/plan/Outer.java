package dev.sterna.planted.cycle.plan;

import dev.sterna.planted.cycle.plan.inner.Inner;

public record Outer(Inner inner) {}
