import type { Reporter, TestModule } from 'vitest/node';

/** Prints the one closing line that CI reads: `N passed, N failed, N skipped`, and each skipped test with its reason. */
const reporter: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], unhandled) {
    let passed = 0;
    let failed = unhandled.length;
    let skipped = 0;
    const names: string[] = [];
    for (const module of modules) {
      if (module.state() === 'failed' && module.children.size === 0) failed += 1;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') passed += 1;
        else if (result.state === 'failed') failed += 1;
        else {
          skipped += 1;
          names.push(`${module.relativeModuleId} › ${test.fullName}`);
        }
      }
    }
    for (const name of names) process.stdout.write(`skipped: ${name}\n`);
    process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  },
};

// Vitest loads a custom reporter by its default export.
export default reporter;
