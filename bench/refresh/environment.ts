import { cpus, release, totalmem } from 'node:os';
import type { BenchApp } from './app';

/** What the figures were taken on: they mean nothing without it. */
export interface Environment {
  readonly date: string;
  readonly electron: string;
  readonly node: string;
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
}

export async function describeEnvironment({ electron }: BenchApp): Promise<Environment> {
  return {
    date: new Date().toISOString().slice(0, 10),
    electron: await electron.evaluate(() => process.versions.electron ?? ''),
    node: process.versions.node,
    system: `${process.platform} ${release()} ${process.arch}`,
    processor: cpus()[0]?.model.trim() ?? '',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
  };
}
