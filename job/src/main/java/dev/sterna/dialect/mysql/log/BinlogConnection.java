package dev.sterna.dialect.mysql.log;

import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import com.github.shyiko.mysql.binlog.network.AuthenticationException;
import com.github.shyiko.mysql.binlog.network.Authenticator;
import com.github.shyiko.mysql.binlog.network.ClientCapabilities;
import com.github.shyiko.mysql.binlog.network.SSLSocketFactory;
import com.github.shyiko.mysql.binlog.network.protocol.ErrorPacket;
import com.github.shyiko.mysql.binlog.network.protocol.GreetingPacket;
import com.github.shyiko.mysql.binlog.network.protocol.PacketChannel;
import com.github.shyiko.mysql.binlog.network.protocol.command.Command;
import com.github.shyiko.mysql.binlog.network.protocol.command.DumpBinaryLogCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.DumpBinaryLogGtidCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.QueryCommand;
import com.github.shyiko.mysql.binlog.network.protocol.command.SSLRequestCommand;
import dev.sterna.config.Endpoint;
import dev.sterna.dialect.mysql.server.MySqlTransport;
import dev.sterna.dialect.mysql.server.MySqlTransport.Address;
import dev.sterna.model.GtidList;
import dev.sterna.model.GtidSet;
import dev.sterna.model.LogOffset;
import dev.sterna.model.LogPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The connection over which a server sends its log, as it does to a replica. */
final class BinlogConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS = 30_000;
    private static final int LONGEST_PACKET = 0xffffff;

    /** A server that sends nothing in so long, not even that it has nothing, is gone; unless the address says how long. */
    private static final int SILENT_MILLIS = 60_000;

    /** How long a server may have nothing to say without saying so. */
    private static final int LONGEST_HEARTBEAT_MILLIS = 500;

    private static final int ERROR = 0xff;
    private static final int END = 0xfe;

    /** As of a replica, which every server knows one by; above what administrators give. */
    private static final long FIRST_NUMBER = 1L << 31;

    private final Socket socket;
    private final PacketChannel channel;

    private BinlogConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.channel = new PacketChannel(socket);
    }

    /**
     * Connects and asks for the log.
     *
     * @throws SQLException with the server's number and state, if it has refused
     */
    static BinlogConnection open(Endpoint endpoint, LogPosition from) throws SQLException {
        List<Address> addresses = MySqlTransport.addresses(endpoint);
        if (addresses.size() != 1) {
            throw UnfollowableBinlog.notOneHost(endpoint.shownUrl());
        }
        Address address = addresses.get(0);
        SSLSocketFactory tls = BinlogTls.of(endpoint, address.host());
        int silence = silence(endpoint);
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSoTimeout(silence);
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
            BinlogConnection connection = new BinlogConnection(socket);
            connection.logIn(endpoint, tls);
            connection.request(from, TimeUnit.MILLISECONDS.toNanos(Math.min(LONGEST_HEARTBEAT_MILLIS, silence / 4)));
            return connection;
        } catch (AuthenticationException refused) {
            close(socket);
            if (refused.getErrorCode() == 0) {
                throw UnfollowableBinlog.unknownAuthentication(endpoint.user(), refused);
            }
            throw failure(refused.getMessage(), refused.getErrorCode(), refused.getSqlState(), refused);
        } catch (IOException | RuntimeException failure) {
            close(socket);
            if (failure instanceof ServerError error) {
                throw failure(error.getMessage(), error.code, error.state, error);
            }
            throw new SQLException(
                    "Cannot connect to " + address.host() + ":" + address.port() + " for its binary log: "
                            + failure.getMessage(),
                    "08001",
                    failure);
        }
    }

    private static int silence(Endpoint endpoint) throws SQLException {
        return MySqlTransport.option(endpoint, "socketTimeout") instanceof Integer own && own > 0 ? own : SILENT_MILLIS;
    }

    private static SQLException failure(String message, int code, String state, Exception cause) {
        return new SQLException(message, state == null ? "HY000" : state, code, cause);
    }

    private void logIn(Endpoint endpoint, SSLSocketFactory tls) throws IOException {
        byte[] greeting = channel.read();
        check(greeting);
        GreetingPacket server = new GreetingPacket(greeting);
        if (tls != null) {
            if ((server.getServerCapabilities() & ClientCapabilities.SSL) == 0) {
                throw new IOException("the server does not support SSL");
            }
            SSLRequestCommand request = new SSLRequestCommand();
            request.setCollation(server.getServerCollation());
            channel.write(request);
            channel.upgradeToSSL(tls, null);
        }
        String password = endpoint.password() == null ? "" : endpoint.password().reveal();
        new Authenticator(server, channel, null, endpoint.user(), password).authenticate();
        channel.authenticationComplete();
    }

    private void request(LogPosition from, long heartbeat) throws IOException {
        // The names before and after a version; a name that is not known is only a variable that nobody reads.
        execute("SET @master_binlog_checksum = @@GLOBAL.binlog_checksum,"
                + " @source_binlog_checksum = @@GLOBAL.binlog_checksum,"
                + " @master_heartbeat_period = " + heartbeat + ", @source_heartbeat_period = " + heartbeat + ","
                + " SESSION net_write_timeout = 31536000, SESSION net_read_timeout = 31536000");
        long number = ThreadLocalRandom.current().nextLong(FIRST_NUMBER, (1L << 32) - 1);
        if (from instanceof GtidList list) {
            execute("SET @mariadb_slave_capability = 4, @slave_gtid_strict_mode = 0, @slave_gtid_ignore_duplicates = 0,"
                    + " @slave_connect_state = '" + list + "'");
            channel.write(new DumpBinaryLogCommand(number, "", 4));
        } else if (from instanceof GtidSet set) {
            channel.write(new DumpBinaryLogGtidCommand(
                    number, "", 4, new com.github.shyiko.mysql.binlog.GtidSet(set.toString())));
        } else {
            LogOffset offset = LogPosition.require(LogOffset.class, from);
            channel.write(new DumpBinaryLogCommand(number, offset.file(), offset.offset()));
        }
    }

    private void execute(String sql) throws IOException {
        Command query = new QueryCommand(sql);
        channel.write(query);
        check(channel.read());
    }

    private static void check(byte[] packet) throws IOException {
        if ((packet[0] & 0xff) == ERROR) {
            throw new ServerError(new ErrorPacket(Arrays.copyOfRange(packet, 1, packet.length)));
        }
    }

    /** The octets of the next event, header and checksum included; waits for it. */
    byte[] next() throws SQLException {
        try {
            ByteArrayInputStream in = channel.getInputStream();
            int length = in.readInteger(3);
            in.read();
            int marker = in.read();
            byte[] octets = in.read(length - 1);
            if (marker == ERROR) {
                ErrorPacket error = new ErrorPacket(octets);
                throw failure(error.getErrorMessage(), error.getErrorCode(), error.getSqlState(), null);
            }
            if (marker == END) {
                throw new SQLException("The server has ended its binary log's connection", "08006");
            }
            return length < LONGEST_PACKET ? octets : joined(in, octets);
        } catch (IOException lost) {
            throw new SQLException("The connection for the binary log is lost: " + lost.getMessage(), "08006", lost);
        }
    }

    /** Of an event that takes several packets. */
    private static byte[] joined(ByteArrayInputStream in, byte[] first) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        int length;
        do {
            length = in.readInteger(3);
            in.read();
            all.writeBytes(in.read(length));
        } while (length == LONGEST_PACKET);
        return all.toByteArray();
    }

    /** Cut off, the encryption with it: to end that in order could take as long as whatever the reader waits for. */
    @Override
    public void close() {
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It never came to be.
        }
    }

    /** What a server refuses after the log-in. */
    private static final class ServerError extends IOException {
        private static final long serialVersionUID = 1L;
        private final int code;
        private final String state;

        ServerError(ErrorPacket error) {
            super(error.getErrorMessage());
            this.code = error.getErrorCode();
            this.state = error.getSqlState();
        }
    }
}
