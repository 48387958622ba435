package dev.sterna.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A network between a client and a server that lets nothing through any more when it is told to, and says nothing of it. */
final class SilentLink implements AutoCloseable {
    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    SilentLink(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on only so many octets come from the server. */
    void silenceAfter(long octets) {
        left.set(octets);
    }

    /** Whether something has come that was not let through. */
    boolean isSilent() {
        return left.get() < 0;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(host, port);
            sockets.addAll(List.of(client, server));
            start(() -> copy(client.getInputStream(), server.getOutputStream(), false));
            start(() -> copy(server.getInputStream(), client.getOutputStream(), true));
        }
    }

    private void copy(InputStream from, OutputStream to, boolean counted) throws IOException {
        byte[] octets = new byte[8192];
        for (int count = from.read(octets); count >= 0; count = from.read(octets)) {
            int through = counted ? (int) Math.min(count, Math.max(0, left.getAndAdd(-count))) : count;
            to.write(octets, 0, through);
            to.flush();
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // as it should be
                    }
                },
                "silent link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
