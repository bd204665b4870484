import { columnsSql, indexesSql, liveServerSql, provenSql, sizesSql } from './sql.ts';

/** What the rules know of the live database: its major, sizes, columns. */
export const live = `
SERVER = """${liveServerSql}"""

SIZES = """${sizesSql}"""

COLUMNS = """${columnsSql}"""

PROVEN = """${provenSql}"""

INDEXES = """${indexesSql}"""

def read_live(connection):
    server = rows(connection, SERVER)[0]
    return {'major': server[0], 'timeZone': server[1], 'tables': rows(connection, SIZES), 'columns': rows(connection, COLUMNS),
            'proven': rows(connection, PROVEN), 'indexes': rows(connection, INDEXES)}
`;
