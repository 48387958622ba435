package dev.sterna.dialect;

import dev.sterna.embedded.Engine;

class MariaDbContractIT extends MySqlFamilyContract {
    MariaDbContractIT() {
        super(Engine.MARIADB);
    }
}
