package dev.sterna.planted.logging.load;

import java.util.logging.Logger;

public record UsesJavaLogging(Logger logger) {}
