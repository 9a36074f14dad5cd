/** What AWS says about the Lambda functions of an account in a Region: the shapes, and how one asks. */

export interface FunctionFacts {
  readonly name: string;
  /** Full ARN, unqualified for the function itself. */
  readonly arn: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  /** Absent for container images. */
  readonly runtime?: string;
  readonly description?: string;
  readonly handler?: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** ISO 8601, as AWS writes it. */
  readonly lastModified?: string;
  /** `Active`, `Pending`, `Inactive`, `Failed`; a listing does not have it. */
  readonly state?: string;
  readonly stateReason?: string;
}

/** A published version, or a name for one. */
export interface QualifierFacts {
  readonly kind: 'version' | 'alias';
  readonly name: string;
  readonly description?: string;
  /** The version an alias points to; a version's own number. */
  readonly version: string;
  /** Other versions that get a share of an alias's calls; shares from 0 to 1. */
  readonly routing: readonly { readonly version: string; readonly share: number }[];
}

/** `unknown`: AWS was not asked, did not answer or would not say; never a reason to accuse. */
export type Answer<T> =
  { readonly kind: 'found'; readonly value: T } | { readonly kind: 'missing' } | { readonly kind: 'unknown' };

export interface FunctionQuery {
  readonly name: string;
  /** 12 digits; that of the credentials where it is left out. */
  readonly account?: string;
  /** Version or alias; the function itself where it is left out. */
  readonly qualifier?: string;
}

/** The functions that are known so far. */
export interface FunctionList {
  /** In the order of AWS's answers. */
  readonly functions: readonly FunctionFacts[];
  /** Whether these are all. */
  readonly complete: boolean;
}

/**
 * The Lambda functions of one account, as its credentials show them, in one Region. Answers are kept for a while
 * and shared. No promise rejects; one that is cancelled answers `unknown`, or what is known so far.
 */
export interface FunctionDirectory {
  readonly region: string;
  /** What is known without asking; `fresh`: it need not be asked again yet. */
  peek(query: FunctionQuery): { readonly answer: Answer<FunctionFacts>; readonly fresh: boolean } | undefined;
  /** Whether it exists, with what a listing knows of it. */
  find(query: FunctionQuery, signal: AbortSignal): Promise<Answer<FunctionFacts>>;
  /** With its state, which a listing does not have. */
  inspect(query: FunctionQuery, signal: AbortSignal): Promise<Answer<FunctionFacts>>;
  /** What has been listed so far, without asking. */
  peekList(): FunctionList;
  /** Waits for the end of the listing or of the signal; the listing itself goes on for those who ask next. */
  list(signal: AbortSignal): Promise<FunctionList>;
  /** The aliases of a function, or its versions, the newest first. */
  qualifiers(
    functionName: string,
    kind: QualifierFacts['kind'],
    signal: AbortSignal,
  ): Promise<Answer<readonly QualifierFacts[]>>;
  /** What is known of them without asking. */
  peekQualifiers(functionName: string, kind: QualifierFacts['kind']): readonly QualifierFacts[];
  /** For how long AWS is not asked at all, because it refused or did not answer; 0: it is asked. */
  pausedMs(): number;
  /** Nothing more is asked. */
  close(): void;
}

/** Where to ask and as whom. */
export interface DirectoryPlace {
  /** Profile of the AWS configuration files; the standard chain's choice where it is left out. */
  readonly profile?: string;
  readonly region: string;
  /** Base URL of another service with Lambda's API, such as LocalStack. */
  readonly endpoint?: string;
}

/** The door to AWS: a program of its own, loaded when it is first needed. */
export interface AwsModule {
  /** `tell` gets a sentence when asking stops working: who must do what. */
  openDirectory(place: DirectoryPlace, tell: (sentence: string) => void): FunctionDirectory;
  /** The Region that the environment or the profile names; undefined where neither does. */
  findDefaultRegion(profile: string | undefined): Promise<string | undefined>;
}
