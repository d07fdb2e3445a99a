import { PrismaLibSQL } from '@prisma/adapter-libsql';

type Client = ReturnType<PrismaLibSQL['createClient']>;

/**
 * libsql's own transaction() gives its connection away and opens another for the next statement: PRAGMAs are lost and
 * handles pile up. Prisma's adapter holds a lock for the whole transaction, so one connection serves them all.
 */
export class SingleConnection extends PrismaLibSQL {
  override createClient(config: Parameters<PrismaLibSQL['createClient']>[0]): Client {
    const client = super.createClient(config);
    const transaction = async () => {
      await client.execute('BEGIN IMMEDIATE');
      let isOpen = true;
      async function end(statement: 'COMMIT' | 'ROLLBACK'): Promise<void> {
        if (!isOpen) return;
        await client.execute(statement);
        isOpen = false;
      }
      return {
        execute: (statement: Parameters<Client['batch']>[0][number]) => client.execute(statement),
        batch: () => Promise.reject(new Error('Batches inside a transaction are not used.')),
        executeMultiple: (sql: string) => client.executeMultiple(sql),
        commit: () => end('COMMIT'),
        rollback: () => end('ROLLBACK'),
        close: () => void end('ROLLBACK'),
        get closed() {
          return !isOpen;
        },
      };
    };
    return Object.assign(client, { transaction });
  }
}
