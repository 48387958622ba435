package dev.sterna.embedded;

/** A user of a server and the password that the server asks of it. */
public record Login(String user, String password) {
    @Override
    public String toString() {
        return user;
    }
}
