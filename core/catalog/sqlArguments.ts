/** Functions that run an argument as SQL. */
export interface SqlArgument {
  readonly schema?: string;
  readonly name: string;
  /** The argument's name, by which it may be given. */
  readonly parameter: string;
  /** Where it stands among arguments without names, in one of the function's forms; counted from 0. */
  readonly positions: readonly number[];
}

/** pg_cron's, dblink's, aws_s3's and PostgreSQL's own, by their documentation. */
export const SQL_ARGUMENTS: readonly SqlArgument[] = [
  { schema: 'cron', name: 'schedule', parameter: 'command', positions: [1, 2] },
  { schema: 'cron', name: 'schedule_in_database', parameter: 'command', positions: [2] },
  { schema: 'cron', name: 'alter_job', parameter: 'command', positions: [2] },
  { schema: 'aws_s3', name: 'query_export_to_s3', parameter: 'query', positions: [0] },
  { name: 'dblink', parameter: 'sql', positions: [0, 1] },
  { name: 'dblink_exec', parameter: 'sql', positions: [0, 1] },
  { name: 'dblink_send_query', parameter: 'sql', positions: [1] },
  { name: 'dblink_open', parameter: 'sql', positions: [1, 2] },
  { name: 'query_to_xml', parameter: 'query', positions: [0] },
  { name: 'query_to_xmlschema', parameter: 'query', positions: [0] },
  { name: 'query_to_xml_and_xmlschema', parameter: 'query', positions: [0] },
  { name: 'crosstab', parameter: 'sql', positions: [0, 1] },
];
