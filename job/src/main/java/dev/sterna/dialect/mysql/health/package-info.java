/** How a database of MySQL or MariaDB is doing: its information schema, and what else the server counts where it does. */
package dev.sterna.dialect.mysql.health;
