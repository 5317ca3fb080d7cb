import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before the first worker: the folder where a run keeps the data that its stories copy. What is returned is done after the last. */
export default function preparer(): () => void {
  const dossier = mkdtempSync(join(tmpdir(), 'telegestion-recits-'));
  process.env.DONNEES_ESSAI = dossier;
  return () => rmSync(dossier, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
