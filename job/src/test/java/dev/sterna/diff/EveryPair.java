package dev.sterna.diff;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test that must hold from either engine to either. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@CsvSource({"MARIADB,POSTGRESQL", "POSTGRESQL,MARIADB", "MARIADB,MARIADB", "POSTGRESQL,POSTGRESQL"})
@interface EveryPair {}
