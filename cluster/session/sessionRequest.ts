import type { Column } from '../../core/invocation/outcome';
import type { ColumnTypes } from './columnTypes';
import type { QueryRequest } from './query';
import type { Rows } from '../rows/rowStream';

/** A message to the server; of a `QueryRequest` it differs in that the columns of rows that stream are named. */
export interface SessionRequest extends Omit<QueryRequest, 'onRows'> {
  /** As `QueryRequest.onRows`. Types that only the server can name are not named yet: the result has them. */
  readonly onRows?: (columns: readonly Column[], rows: Rows, size: number) => void | Promise<void>;
}

export function nameColumns({ onRows, ...request }: SessionRequest, types: ColumnTypes): QueryRequest {
  if (!onRows) return request;
  let columns: readonly Column[] | undefined;
  return {
    ...request,
    onRows: (fields, rows, size) => onRows((columns ??= types.guess(fields)), rows, size),
  };
}
