/** A name in pg_type; LAMBDA_ARN_TYPE for the composite; what `declaredType` makes of a type that a script declares. */
export type TypeId = string;
