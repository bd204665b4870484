import { keepsTheContract } from './tools/contract.ts';
import { drizzle, drizzleKit, prisma } from './tools/kits.ts';

keepsTheContract(drizzle);
keepsTheContract(drizzleKit, false);
keepsTheContract(prisma);
