declare module 'memjs' {
  interface Options {
    readonly logger?: { log(...words: readonly unknown[]): void };
  }
  interface Client {
    get(key: string): Promise<{ readonly value: Buffer | null }>;
    set(key: string, value: string, options: object): Promise<boolean>;
    stats(
      callback: (error: Error | null, server: string | null, stats: Record<string, string> | null) => void,
    ): void;
    close(): void;
  }
  const memjs: { readonly Client: { create(servers: string, options?: Options): Client } };
  export default memjs;
}
