import { createText, readInt, type EngineModule } from './module';

/** `PGC_USERSET`: anybody may set it in his session. */
const USERSET = 6;

interface IntegerSetting {
  readonly name: string;
  readonly doc: string;
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL-Lambda-functions.html */
const CONNECT_TIMEOUT: IntegerSetting = {
  name: 'aws_lambda.connect_timeout_ms',
  doc: 'Time to connect to AWS Lambda, in milliseconds. The embedded cluster connects to nothing.',
  default: 1000,
  minimum: 1,
  maximum: 900_000,
};
const REQUEST_TIMEOUT: IntegerSetting = {
  name: 'aws_lambda.request_timeout_ms',
  doc: 'Time for an invocation to answer, in milliseconds.',
  default: 3000,
  minimum: 1,
  maximum: 900_000,
};

export interface LambdaSettings {
  readRequestTimeoutMs(): number;
}

/** Gives PostgreSQL the settings of `aws_lambda`, with its own checks of type and range. */
export function defineLambdaSettings(module: EngineModule): LambdaSettings {
  define(module, CONNECT_TIMEOUT);
  const requestTimeout = define(module, REQUEST_TIMEOUT);
  return { readRequestTimeoutMs: () => readInt(module, requestTimeout) };
}

/** Returns the address of the value. */
function define(module: EngineModule, setting: IntegerSetting): number {
  const value = module._malloc(4);
  const { name, doc, default: boot, minimum, maximum } = setting;
  module._DefineCustomIntVariable(
    createText(module, name),
    createText(module, doc),
    0,
    value,
    boot,
    minimum,
    maximum,
    USERSET,
    0,
    0,
    0,
    0,
  );
  return value;
}

/** A reader of any setting's text, e.g. `0` for `statement_timeout`; without running SQL. */
export function createSettingReader(module: EngineModule, name: string): () => string {
  const pointer = createText(module, name);
  return () => {
    const value = module._GetConfigOption(pointer, 1, 0);
    return value === 0 ? '' : module.UTF8ToString(value);
  };
}
