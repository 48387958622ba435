package dev.sterna.dialect;

import dev.sterna.embedded.Engine;

class MySqlContractIT extends DialectContract {
    MySqlContractIT() {
        super(new MySqlContract(Engine.MYSQL));
    }
}
