package dev.sterna.dialect;

import dev.sterna.embedded.Engine;

class MariaDbContractIT extends DialectContract {
    MariaDbContractIT() {
        super(new MySqlContract(Engine.MARIADB));
    }
}
