/** What tutorials write where a value of one's own belongs; AWS's documents have each of these. */
export const PLACEHOLDERS: readonly RegExp[] = [
  /<[^<>:]+>/g,
  /\{[A-Za-z][\w -]*\}/g,
  /\baws[-_]region\b/gi,
  /\baws[-_]account[-_](?:number|id)\b/gi,
  /\byour[-_][\w-]+/gi,
  /^(?:aws_lambda_arn_1|lambda_arn_1|lambda_partial_arn_1)$/g,
  /(?<=:lambda:)region:account(?=:)/g,
];
