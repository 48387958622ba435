package dev.sterna.config;

/** How a connection is encrypted; the same words for every engine. */
public enum Tls {
    /** Not at all. */
    OFF,

    /** Encrypted, or there is no connection; whoever answers is believed. */
    REQUIRE,

    /** Encrypted, with a certificate that a trusted authority gave to the host that the URL names. */
    VERIFY
}
