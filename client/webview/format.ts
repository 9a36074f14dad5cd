export { formatMs } from '../../core/text/duration';
export { formatCount, formatSqlLine } from '../../core/text/readable';
