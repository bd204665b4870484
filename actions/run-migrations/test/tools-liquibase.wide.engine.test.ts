import { jest } from '@jest/globals';
import { keepsTheContract } from './tools/contract.ts';
import { liquibase } from './tools/kits-java.ts';

// Java starts a dozen times in each.
jest.setTimeout(300_000);

keepsTheContract(liquibase);
