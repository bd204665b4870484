// script/test selects a layer by path; a plain `jest` runs the unit tests that stand beside the sources.
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/script/lib/jest-esbuild.mjs' },
  moduleNameMapper: {
    '^@slipway/config/yaml$': '<rootDir>/packages/config/src/yaml.ts',
    '^@slipway/action/generate$': '<rootDir>/packages/action/src/generate.ts',
    '^@slipway/(action|shell|journal|docker|postgres|checks|github|config)$': '<rootDir>/packages/$1/src/index.ts',
    '^@slipway/([^/]+)$': '<rootDir>/actions/$1/src/index.ts',
  },
  testMatch: ['**/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['/build/', '<rootDir>/dist/', '<rootDir>/.cache/'],
  coverageProvider: 'v8',
  testTimeout: 30_000,
};
