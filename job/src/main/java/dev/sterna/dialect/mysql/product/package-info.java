/**
 * What MySQL and MariaDB, and older versions of each, do not share, and what becomes of it on the other. Schemas of other
 * engines are none of its business.
 */
package dev.sterna.dialect.mysql.product;
