import { defineConfig } from 'rolldown';

/** The command line as few files: one start costs one read, and each verb's needs are loaded when it runs. */
export default defineConfig({
  input: {
    main: 'src/cli/main.ts',
    worker: 'src/flows/worker.ts',
    'describe-worker': 'src/flows/describe-worker.ts',
    'describe-confined': 'src/flows/describe-confined.ts',
  },
  platform: 'node',
  external: ['libsql', 'pg', 'pg-native'],
  output: {
    dir: 'dist/cli',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minify: false,
  },
});
