declare module 'pgpass' {
  interface ConnectionFacts {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
  }
  export default function pgpass(
    facts: ConnectionFacts,
    callback: (password: string | undefined) => void,
  ): void;
}
