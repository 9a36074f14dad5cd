import { quoteLiteral } from '../../cluster/psql/variables';
import { bareName, type InvocationRequest } from '../../core/directInvocation/invocationRequest';

/** The request as SQL for the embedded cluster, which knows functions by their names alone. */
export function toInvokeSql(request: InvocationRequest): string {
  const { payload, context, qualifier, invocationType, logType } = request;
  const options = [
    ['invocation_type', quoteLiteral(invocationType)],
    ['log_type', quoteLiteral(logType)],
    ['context', context === undefined ? undefined : `${quoteLiteral(context)}::json`],
    ['qualifier', qualifier === undefined ? undefined : quoteLiteral(qualifier)],
  ].flatMap(([name, value]) => (value === undefined ? [] : `, ${name} => ${value}`));
  const json = `${quoteLiteral(payload)}::json`;
  return `SELECT * FROM aws_lambda.invoke(${quoteLiteral(bareName(request))}, ${json}${options.join('')});`;
}
