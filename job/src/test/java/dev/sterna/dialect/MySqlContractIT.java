package dev.sterna.dialect;

import dev.sterna.embedded.Engine;

class MySqlContractIT extends MySqlFamilyContract {
    MySqlContractIT() {
        super(Engine.MYSQL);
    }
}
