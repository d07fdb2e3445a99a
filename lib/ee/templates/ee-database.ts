import { optionsBlock, type Template, type TemplateParameters } from '#lib/ee/templates/template.ts';

export function eeDatabaseTemplate(parameters: TemplateParameters): Template {
  return {
    id: 'ee_database',
    title: 'Databases',
    description: 'Manage PostgreSQL, MySQL and MariaDB: databases, users, rights, replication.',
    tags: ['database', 'postgresql', 'mysql'],
    text: `---
version: 3
images:
  base_image:
    name: ${parameters.baseImage}
dependencies:
  galaxy:
    collections:
      - community.postgresql
      - community.mysql
  python:
    # Drivers for tasks that run here (delegate_to: localhost). psycopg2-binary comes compiled; psycopg2 itself
    # would need the lines marked compile below.
    - psycopg2-binary
    - PyMySQL
    # PyMySQL needs it for the log-in method of MySQL 8.
    - cryptography
  system:
    # pg_dump and pg_restore, for the states dump and restore.
    - postgresql-client [platform:dpkg]
    - postgresql [platform:rpm]
    # - gcc [compile]
    # - libpq-dev [compile platform:dpkg]
    # - libpq-devel [compile platform:rpm]
${optionsBlock(parameters)}`,
    files: {},
  };
}
