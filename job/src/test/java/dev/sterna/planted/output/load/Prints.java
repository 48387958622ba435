package dev.sterna.planted.output.load;

public final class Prints {
    private Prints() {}

    static void print() {
        System.out.println("planted");
    }
}
