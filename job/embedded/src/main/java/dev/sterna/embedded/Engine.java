package dev.sterna.embedded;

/** The engines that can be started here. */
public enum Engine {
    MARIADB,
    MYSQL,
    POSTGRESQL
}
