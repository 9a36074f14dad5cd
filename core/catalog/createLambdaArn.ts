import { LAMBDA_ARN_TYPE } from './invoke';
import type { FunctionEntry } from './schema';

export const CREATE_LAMBDA_FUNCTION_ARN: FunctionEntry = {
  schema: 'aws_commons',
  name: 'create_lambda_function_arn',
  doc: 'Makes the structure that holds the name and the Region of a Lambda function, for the `function_name` of `aws_lambda.invoke`.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL-Lambda-functions.html',
  overloads: [
    {
      id: null,
      parameters: [
        {
          name: 'function_name',
          type: 'text',
          meaning: 'functionName',
          doc: 'The Lambda function: a name, a partial ARN or a full ARN, each with an optional `:version` or `:alias`.',
        },
        {
          name: 'region',
          type: 'text',
          meaning: 'region',
          default: 'NULL',
          doc: 'The AWS Region of the function.',
        },
      ],
      outColumns: [],
      returns: LAMBDA_ARN_TYPE,
    },
  ],
};
