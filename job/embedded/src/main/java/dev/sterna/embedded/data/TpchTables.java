package dev.sterna.embedded.data;

import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.Distributions;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.NationGenerator;
import io.trino.tpch.OrderGenerator;
import io.trino.tpch.PartGenerator;
import io.trino.tpch.PartSupplierGenerator;
import io.trino.tpch.RegionGenerator;
import io.trino.tpch.SupplierGenerator;
import io.trino.tpch.TextPool;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;

/** The eight tables of TPC-H with the types of its specification, which every engine understands as they are. */
enum TpchTables {
    LINEITEM(TpchTable.LINE_ITEM, 6_001_215, """
            l_orderkey bigint NOT NULL, l_partkey integer NOT NULL, l_suppkey integer NOT NULL,
            l_linenumber integer NOT NULL, l_quantity decimal(15,2) NOT NULL, l_extendedprice decimal(15,2) NOT NULL,
            l_discount decimal(15,2) NOT NULL, l_tax decimal(15,2) NOT NULL, l_returnflag char(1) NOT NULL,
            l_linestatus char(1) NOT NULL, l_shipdate date NOT NULL, l_commitdate date NOT NULL,
            l_receiptdate date NOT NULL, l_shipinstruct char(25) NOT NULL, l_shipmode char(10) NOT NULL,
            l_comment varchar(44) NOT NULL""", "l_orderkey, l_linenumber"),
    ORDERS(TpchTable.ORDERS, 1_500_000, """
            o_orderkey bigint NOT NULL, o_custkey integer NOT NULL, o_orderstatus char(1) NOT NULL,
            o_totalprice decimal(15,2) NOT NULL, o_orderdate date NOT NULL, o_orderpriority char(15) NOT NULL,
            o_clerk char(15) NOT NULL, o_shippriority integer NOT NULL, o_comment varchar(79) NOT NULL""", "o_orderkey"),
    PARTSUPP(TpchTable.PART_SUPPLIER, 800_000, """
            ps_partkey integer NOT NULL, ps_suppkey integer NOT NULL, ps_availqty integer NOT NULL,
            ps_supplycost decimal(15,2) NOT NULL, ps_comment varchar(199) NOT NULL""", "ps_partkey, ps_suppkey"),
    PART(TpchTable.PART, 200_000, """
            p_partkey integer NOT NULL, p_name varchar(55) NOT NULL, p_mfgr char(25) NOT NULL,
            p_brand char(10) NOT NULL, p_type varchar(25) NOT NULL, p_size integer NOT NULL,
            p_container char(10) NOT NULL, p_retailprice decimal(15,2) NOT NULL, p_comment varchar(23) NOT NULL""", "p_partkey"),
    CUSTOMER(TpchTable.CUSTOMER, 150_000, """
            c_custkey integer NOT NULL, c_name varchar(25) NOT NULL, c_address varchar(40) NOT NULL,
            c_nationkey integer NOT NULL, c_phone char(15) NOT NULL, c_acctbal decimal(15,2) NOT NULL,
            c_mktsegment char(10) NOT NULL, c_comment varchar(117) NOT NULL""", "c_custkey"),
    SUPPLIER(TpchTable.SUPPLIER, 10_000, """
            s_suppkey integer NOT NULL, s_name char(25) NOT NULL, s_address varchar(40) NOT NULL,
            s_nationkey integer NOT NULL, s_phone char(15) NOT NULL, s_acctbal decimal(15,2) NOT NULL,
            s_comment varchar(101) NOT NULL""", "s_suppkey"),
    NATION(TpchTable.NATION, 25, """
            n_nationkey integer NOT NULL, n_name char(25) NOT NULL, n_regionkey integer NOT NULL,
            n_comment varchar(152)""", "n_nationkey"),
    REGION(
            TpchTable.REGION,
            5,
            "r_regionkey integer NOT NULL, r_name char(25) NOT NULL, r_comment varchar(152)",
            "r_regionkey");

    private final TpchTable<?> table;
    private final long rowsAtScaleOne;
    private final String columns;
    private final String primaryKey;

    TpchTables(TpchTable<?> table, long rowsAtScaleOne, String columns, String primaryKey) {
        this.table = table;
        this.rowsAtScaleOne = rowsAtScaleOne;
        this.columns = columns;
        this.primaryKey = primaryKey;
    }

    String tableName() {
        return table.getTableName();
    }

    String columns() {
        return columns;
    }

    String primaryKey() {
        return "PRIMARY KEY (" + primaryKey + ")";
    }

    /** In how many parts of at most about so many rows it can be generated. */
    int parts(double scale, long rows) {
        return this == NATION || this == REGION ? 1 : (int) Math.max(1, Math.ceil(rowsAtScaleOne * scale / rows));
    }

    /** One part of the rows, counted from one, as text. */
    InputStream rows(double scale, int part, int parts, LoadProgress progress) {
        return stream(table, generator(scale, part, parts), progress);
    }

    private Iterator<? extends TpchEntity> generator(double scale, int part, int parts) {
        Distributions words = Distributions.getDefaultDistributions();
        return switch (this) {
            case LINEITEM -> new LineItemGenerator(scale, part, parts, words, Text.POOL).iterator();
            case ORDERS -> new OrderGenerator(scale, part, parts, words, Text.POOL).iterator();
            case PARTSUPP -> new PartSupplierGenerator(scale, part, parts, Text.POOL).iterator();
            case PART -> new PartGenerator(scale, part, parts, words, Text.POOL).iterator();
            case CUSTOMER -> new CustomerGenerator(scale, part, parts, words, Text.POOL).iterator();
            case SUPPLIER -> new SupplierGenerator(scale, part, parts, words, Text.POOL).iterator();
            case NATION -> new NationGenerator(words, Text.POOL).iterator();
            case REGION -> new RegionGenerator(words, Text.POOL).iterator();
        };
    }

    @SuppressWarnings("unchecked")
    private static <E extends TpchEntity> InputStream stream(
            TpchTable<E> table, Iterator<? extends TpchEntity> rows, LoadProgress progress) {
        List<TpchColumn<E>> columns = table.getColumns();
        return new RowStream<E>(
                table.getTableName(),
                (Iterator<E>) rows,
                (row, writer) -> {
                    for (TpchColumn<E> column : columns) {
                        switch (column.getType().getBase()) {
                            case IDENTIFIER -> writer.number(column.getIdentifier(row));
                            case INTEGER -> writer.number(column.getInteger(row));
                            case DOUBLE -> writer.cents(column.getDouble(row));
                            case DATE -> writer.date(LocalDate.ofEpochDay(column.getDate(row)));
                            case VARCHAR -> writer.text(column.getString(row));
                        }
                    }
                },
                progress);
    }

    /**
     * Comments are cut out of a pool of prose. The generator's own has 300 MB and takes seconds to write; this one only
     * makes comments repeat a little earlier.
     */
    private static final class Text {
        static final TextPool POOL = new TextPool(16 * 1024 * 1024, Distributions.getDefaultDistributions());
    }
}
